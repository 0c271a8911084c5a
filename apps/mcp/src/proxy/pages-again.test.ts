import { expect, test } from 'vitest';
import { PagesAgain } from './pages-again.ts';

const again = new PagesAgain();
const page = { name: 'ExpiredPage', props: { reference: '“7Q4K-M2XP”' } } as const;

test('a page comes back as it was', () => {
  expect(again.open(again.seal(page))).toEqual(page);
});

test('what nobody sealed is nothing, nor what another process did', () => {
  const text = Buffer.from(JSON.stringify(page)).toString('base64url');
  for (const sealed of [
    undefined,
    '',
    '.',
    7,
    ['x'],
    text,
    `${text}.`,
    `${text}.${'A'.repeat(43)}`,
  ])
    expect(again.open(sealed), String(sealed)).toBeUndefined();
  expect(new PagesAgain().open(again.seal(page))).toBeUndefined();
});

test('what was changed, wherever, is nothing', () => {
  const sealed = again.seal(page);
  for (let at = 0; at < sealed.length; at += 1) {
    for (const put of ['', 'A', 'B', '.']) {
      const changed = `${sealed.slice(0, at)}${put}${sealed.slice(at + 1)}`;
      if (changed !== sealed) expect(again.open(changed), changed).toBeUndefined();
    }
  }
});
