import { describe, expect, test } from 'vitest';
import { chosenLanguage, languageCookie } from './language-cookie.ts';
import type { Languages } from './language-for.ts';

const LANGUAGES: Languages = ['en', 'de'];

test('a choice is kept for a year, for this host alone', () => {
  expect(languageCookie('de', true)).toBe(
    '__Host-gatehouse_language=de; Max-Age=31536000; Path=/; Secure; HttpOnly; SameSite=Lax',
  );
  expect(languageCookie('de', false)).toBe(
    'gatehouse_language=de; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax',
  );
});

describe.each([true, false])('with https: %s', (secure) => {
  const [pair = ''] = languageCookie('de', secure).split(';');
  const name = pair.slice(0, pair.indexOf('='));

  test('it is found among other cookies', () => {
    expect(chosenLanguage(`a=b; ${pair}; c=d`, LANGUAGES, secure)).toBe('de');
    expect(chosenLanguage(`a=b;${pair}`, LANGUAGES, secure)).toBe('de');
  });

  test.each([
    undefined,
    '',
    ';;=;',
    'language=de',
    `${name}=`,
    `${name}=fr`,
    `${name}=DE`,
    `${name}="de"`,
    `${name}=de%20`,
    `x${name}=de`,
    `a="${name}=de"`,
  ])('nothing was chosen where the cookies are %j', (header) => {
    expect(chosenLanguage(header, LANGUAGES, secure)).toBeUndefined();
  });

  test('one that names no language of ours does not hide the one that does', () => {
    expect(chosenLanguage(`${name}=xx; ${pair}`, LANGUAGES, secure)).toBe('de');
  });
});

test('over https a cookie counts that no sibling domain can set, and none besides', () => {
  expect(chosenLanguage('gatehouse_language=de', LANGUAGES, true)).toBeUndefined();
});
