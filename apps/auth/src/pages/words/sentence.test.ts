import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, expectTypeOf, test } from 'vitest';
import { type Sentence, sentence } from './sentence.ts';

const html = (children: ReturnType<Sentence<never>>) => renderToString(h('p', null, children));

test('a language puts parts of a page where it wants them', () => {
  const parts = { app: h('bdi', null, 'Claude'), host: h('b', null, 'claude.ai') };
  expect(html(sentence('{app} is at {host}.')(parts))).toBe(
    '<p><bdi>Claude</bdi> is at <b>claude.ai</b>.</p>',
  );
  expect(html(sentence('{host}: dort ist {app}')(parts))).toBe(
    '<p><b>claude.ai</b>: dort ist <bdi>Claude</bdi></p>',
  );
});

test('a part that is text is escaped, and no text is taken for the name of a part', () => {
  const said = sentence('Ask {whom}')({ whom: '<b>{whom}</b>' });
  expect(html(said)).toBe('<p>Ask &lt;b>{whom}&lt;/b></p>');
});

test('a sentence has exactly the parts that a page gives', () => {
  expectTypeOf(sentence('{app} at {host}')).toExtend<Sentence<'app' | 'host'>>();
  expectTypeOf(sentence('{host}: {app}')).toExtend<Sentence<'app' | 'host'>>();
  expectTypeOf(sentence('{app} alone')).not.toExtend<Sentence<'app' | 'host'>>();
  expectTypeOf(sentence('no part')).not.toExtend<Sentence<'app'>>();
  expectTypeOf(sentence('{ap} misspelt')).not.toExtend<Sentence<'app'>>();
  expectTypeOf(sentence('{app} and {more}')).not.toExtend<Sentence<'app'>>();
});
