import { describe, expect, test, vi } from 'vitest';
import * as version from '../../version.ts';
import { PagesAgain } from './again.ts';

const again = new PagesAgain(['a key for cookies of these tests alone']);
const home = { at: '/' };
const page = {
  page: 'ErrorPage',
  props: { problem: 'not_found' },
  inAuthorizationFlow: true,
} as const;

test.each([home, page])('%j comes back as it was', (what) => {
  expect(again.open(again.seal(what))).toEqual(what);
});

test('what is sealed can stand in a form as it is', () => {
  expect(again.seal({ at: '/?a=“b”&c=<d>' })).toMatch(/^[\w-]+\.[\w-]{43}$/);
});

describe('what nobody sealed is nothing', () => {
  test.each([
    undefined,
    '',
    '.',
    7,
    ['x'],
    Buffer.from(JSON.stringify({ at: 'https://evil.example/' })).toString('base64url'),
    `${Buffer.from(JSON.stringify({ at: '//evil.example/' })).toString('base64url')}.`,
  ])('in a form: %j', (sealed) => {
    expect(again.open(sealed)).toBeUndefined();
  });

  test('nor what was sealed by another server', () => {
    expect(again.open(new PagesAgain(['another key']).seal(home))).toBeUndefined();
  });

  test('nor what was sealed by a server of before a rotation', () => {
    const rotated = new PagesAgain(['a newer key', 'a key for cookies of these tests alone']);
    expect(rotated.open(again.seal(home))).toBeUndefined();
  });

  test('nor what another version sealed, whose pages take other facts', () => {
    const sealed = again.seal(page);
    const now = version.version();
    const other = vi.spyOn(version, 'version').mockReturnValue({ ...now, commit: 'f00' });
    expect(again.open(sealed)).toBeUndefined();
    other.mockRestore();
    expect(again.open(sealed)).toEqual(page);
  });

  test('nor what was changed, wherever', () => {
    const sealed = again.seal(page);
    for (let at = 0; at < sealed.length; at += 1) {
      for (const put of ['', 'A', 'B', '.', sealed.charAt(at).repeat(2)]) {
        const changed = `${sealed.slice(0, at)}${put}${sealed.slice(at + 1)}`;
        if (changed !== sealed) expect(again.open(changed), changed).toBeUndefined();
      }
    }
  });
});

test('without a key there is nothing to seal with', () => {
  expect(() => new PagesAgain([])).toThrow(TypeError);
});
