import type { Request, Response } from 'express';
import { describe, expect, test } from 'vitest';
import { HttpError } from '../http/sending/errors.ts';
import type { FormPurpose } from './form-purposes.ts';
import { FormTokens } from './form-tokens.ts';

const KEYS = ['key one', 'key two'];
const LIFETIMES = { interaction: 3600, session: 86_400 };

const of = (uid: string): FormPurpose => ({ form: 'interaction', uid });

/** A browser that is shown pages and posts their forms. */
class Shown {
  readonly jar = new Map<string, string>();

  get req(): Request {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return { headers: { cookie } } as Request;
  }

  show(tokens: FormTokens, purpose: FormPurpose): string {
    const append = (_name: string, line: string) => {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    };
    return tokens.issue({ req: this.req, append } as unknown as Response, purpose);
  }
}

describe.each([
  ['https', true],
  ['http', false],
])('a form token over %s', (_what, secure) => {
  const tokens = new FormTokens(KEYS, secure, LIFETIMES);

  test('is good for the forms of its own interaction only', () => {
    const browser = new Shown();
    const token = browser.show(tokens, of('uid-1'));
    expect(() => tokens.check(browser.req, of('uid-1'), token)).not.toThrow();
    for (const bad of [
      browser.show(tokens, of('uid-2')),
      browser.show(new FormTokens(['other'], secure, LIFETIMES), of('uid-1')),
      '',
      undefined,
      [token],
      `${token}x`,
    ]) {
      expect(() => tokens.check(browser.req, of('uid-1'), bad)).toThrow(HttpError);
    }
  });

  test('is good in the browser that it was shown to only', () => {
    const [mine, theirs] = [new Shown(), new Shown()];
    const token = theirs.show(tokens, of('uid-1'));
    mine.show(tokens, of('uid-1'));
    expect(() => tokens.check(mine.req, of('uid-1'), token)).toThrow(HttpError);
    expect(() => tokens.check(new Shown().req, of('uid-1'), token)).toThrow(HttpError);
  });

  test('of a page that was shown again is as good as that of the page before, in another tab', () => {
    const browser = new Shown();
    const shown = Array.from({ length: 4 }, () => browser.show(tokens, of('uid-1')));
    for (const token of shown) {
      expect(() => tokens.check(browser.req, of('uid-1'), token)).not.toThrow();
    }
  });

  test('leaves no more than a few cookies, however often a page is loaded', () => {
    const browser = new Shown();
    for (let load = 0; load < 50; load += 1) browser.show(tokens, of('uid-1'));
    expect(browser.jar.size).toBeLessThanOrEqual(4);
  });

  test('is good for its own purpose only, and for the session that the page was made for', () => {
    const purposes: FormPurpose[] = [
      of('uid-1'),
      { form: 'sign-in', returnTo: 'home', session: undefined },
      { form: 'sign-in', returnTo: 'home', session: 'one' },
      { form: 'sign-in', returnTo: 'home', session: 'two' },
      { form: 'sign-out', session: 'one' },
      { form: 'sign-out', session: 'two' },
    ];
    for (const purpose of purposes) {
      const browser = new Shown();
      // So that the browser has the cookies of both kinds of pages.
      browser.show(tokens, of('uid-2'));
      const token = browser.show(tokens, purpose);
      const good = purposes.filter((other) => {
        try {
          tokens.check(browser.req, other, token);
          return true;
        } catch {
          return false;
        }
      });
      expect(good).toEqual([purpose]);
    }
  });

  test('of a page leaves no more than a few cookies, and none of those of interactions', () => {
    const browser = new Shown();
    const token = browser.show(tokens, of('uid-1'));
    for (let load = 0; load < 50; load += 1) {
      browser.show(tokens, { form: 'sign-in', returnTo: 'home', session: undefined });
    }
    expect(browser.jar.size).toBeLessThanOrEqual(5);
    expect(() => tokens.check(browser.req, of('uid-1'), token)).not.toThrow();
  });

  test('gives a form that is posted twice the same secret, and each interaction another', () => {
    const browser = new Shown();
    const [one, two] = [browser.show(tokens, of('uid-1')), browser.show(tokens, of('uid-2'))];
    const secretOf = (uid: string, token: string) =>
      tokens.check(browser.req, of(uid), token).outcomeSecret();
    expect(secretOf('uid-1', one)).toMatch(/^[\w-]{43}$/);
    expect(secretOf('uid-1', one)).toBe(secretOf('uid-1', one));
    expect(secretOf('uid-2', two)).not.toBe(secretOf('uid-1', one));
    expect([...browser.jar.values(), one]).not.toContain(secretOf('uid-1', one));
  });
});

test('over http no planted cookie becomes the one of a page', () => {
  const tokens = new FormTokens(KEYS, false, LIFETIMES);
  const attacker = new Shown();
  const token = attacker.show(tokens, of('uid-1'));
  const victim = new Shown();
  for (const [name, value] of attacker.jar) victim.jar.set(name, value);
  const own = victim.show(tokens, of('uid-1'));
  expect(own).not.toBe(token);
  const outcome = tokens.check(victim.req, of('uid-1'), own).outcomeSecret();
  expect(tokens.check(attacker.req, of('uid-1'), token).outcomeSecret()).not.toBe(outcome);
});
