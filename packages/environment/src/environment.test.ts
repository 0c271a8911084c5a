import { describe, expect, test } from 'vitest';
import { Environment } from './environment.ts';
import { ConfigurationError, type Fault } from './faults.ts';

/** What `read` returns, and what was wrong. */
function reading<Value>(
  env: Record<string, string>,
  read: (environment: Environment) => Value,
): { value: Value; faults: readonly Fault[] } {
  const environment = new Environment(env);
  const value = read(environment);
  try {
    environment.faults.throwIfAny();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { value, faults: error.faults };
  }
  return { value, faults: [] };
}

describe('text', () => {
  test.each([
    [{}, undefined],
    [{ A: '' }, undefined],
    [{ A: ' \n' }, undefined],
    [{ A: ' a b ' }, 'a b'],
  ])('of %j is %j', (env, text) => {
    expect(reading(env, (environment) => environment.text('A'))).toEqual({
      value: text,
      faults: [],
    });
  });

  test('that has to be there is a fault where it is not', () => {
    const required = (environment: Environment) => environment.required('A', 'Set it.');
    expect(reading({ A: 'a' }, required)).toEqual({ value: 'a', faults: [] });
    expect(reading({ A: ' ' }, required)).toEqual({
      value: '',
      faults: [{ variable: 'A', problem: 'is not set', remedy: 'Set it.' }],
    });
  });
});

test.each([
  [{}, []],
  [{ A: ' , ' }, []],
  [{ A: 'a, b\tc\n,d' }, ['a', 'b', 'c', 'd']],
])('the entries of %j are %j', (env, entries) => {
  expect(reading(env, (environment) => environment.list('A')).value).toEqual(entries);
});

describe('a choice', () => {
  const choose = (environment: Environment) => environment.choice('A', ['on', 'off'], 'on');

  test('is one of those given, or the fallback', () => {
    expect(reading({ A: 'off' }, choose)).toEqual({ value: 'off', faults: [] });
    expect(reading({}, choose)).toEqual({ value: 'on', faults: [] });
  });

  test.each(['ON', 'yes', 'on,off'])('is not %s', (text) => {
    expect(reading({ A: text }, choose)).toEqual({
      value: 'on',
      faults: [{ variable: 'A', problem: `is "${text}"`, remedy: 'It takes on, off.' }],
    });
  });

  test('of yes and no is no where nothing is said', () => {
    const allowed = (environment: Environment) => environment.yes('A');
    expect(reading({}, allowed).value).toBe(false);
    expect(reading({ A: 'yes' }, allowed).value).toBe(true);
    expect(reading({ A: 'true' }, allowed)).toMatchObject({
      value: false,
      faults: [{ variable: 'A' }],
    });
  });
});

describe('a whole number', () => {
  const count = (environment: Environment) => environment.integer('A', 1, 500, 10);

  test.each([
    ['1', 1],
    ['500', 500],
    ['007', 7],
  ])('%s is one', (text, number) => {
    expect(reading({ A: text }, count)).toEqual({ value: number, faults: [] });
  });

  test.each(['0', '501', '-1', '1.5', '1e2', '0x10', 'ten', '9999999999'])('%s is none', (text) => {
    expect(reading({ A: text }, count)).toEqual({
      value: 10,
      faults: [
        {
          variable: 'A',
          problem: `is "${text}"`,
          remedy: 'It takes a whole number from 1 to 500.',
        },
      ],
    });
  });

  test('may have no fallback', () => {
    expect(reading({}, (environment) => environment.integer('A', 1, 2, undefined)).value).toBe(
      undefined,
    );
  });
});

describe('a duration', () => {
  const wait = (environment: Environment) =>
    environment.duration('A', { from: '1m', to: '1d' }, '5m');

  test.each([
    [{}, 300],
    [{ A: '60' }, 60],
    [{ A: '1d' }, 86_400],
  ])('of %j is %d seconds', (env, seconds) => {
    expect(reading(env, wait)).toEqual({ value: seconds, faults: [] });
  });

  test.each(['59s', '25h', '0', 'soon'])('is not %s', (text) => {
    expect(reading({ A: text }, wait)).toEqual({
      value: 300,
      faults: [
        {
          variable: 'A',
          problem: `is "${text}"`,
          remedy: 'It takes a duration from 1m to 1d, written like 90s, 15m, 12h or 30d.',
        },
      ],
    });
  });

  test('is nothing where that is allowed', () => {
    const delay = (environment: Environment) =>
      environment.duration('A', { from: '0s', to: '5m' }, '0s');
    expect(reading({}, delay)).toEqual({ value: 0, faults: [] });
    expect(reading({ A: '0' }, delay)).toEqual({ value: 0, faults: [] });
  });
});

test('what is set and never read is told, among the names that are asked about', () => {
  const environment = new Environment({ A: 'a', B: 'b', C: ' ', D: 'd' });
  environment.text('A');
  expect(environment.unused(['A', 'B', 'C'])).toEqual(['B']);
});

test('asking what was never read reads nothing', () => {
  const read: string[] = [];
  const env = new Proxy<Record<string, string>>(
    {},
    {
      get(_target, name) {
        read.push(String(name));
        return undefined;
      },
    },
  );
  new Environment(env).unused(['A']);
  expect(read).toEqual([]);
});
