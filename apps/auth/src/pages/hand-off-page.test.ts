import { expect, test } from 'vitest';
import { HandOffPage } from './hand-off-page.tsx';
import { renderPage } from './render.tsx';
import { english } from './words/en/en.ts';

const page = (target: string) =>
  renderPage(HandOffPage, { target, provider: 'GitHub' }, { words: english, brand: {} });

test('it goes on at once by itself, and by a link', () => {
  const html = page('/auth/uid?a=1&b="2"');
  const href = '/auth/uid?a=1&amp;b=%222%22';
  expect(html).toContain(`<meta http-equiv="refresh" content="0; url=${href}"/>`);
  expect(html).toMatch(new RegExp(`<a [^>]*href="${href.replaceAll('?', '\\?')}"`));
  expect(html).toContain('Continue to <bdi>GitHub</bdi>');
});

test('it leads to a provider’s address', () => {
  const html = page('https://github.com/login/oauth/authorize?state=x');
  expect(html).toContain('0; url=https://github.com/login/oauth/authorize?state=x"');
});

test.each([
  'javascript:alert(1)',
  'search-ms:query=x',
  'tel:1',
  'cursor://x/?code=1',
  '//evil.example/',
  '/\\evil.example',
])('it refuses to lead to %s', (target) => {
  expect(() => page(target)).toThrow(TypeError);
});
