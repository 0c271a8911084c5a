import { readFileSync } from 'node:fs';
import { Environment } from '@gatehouse/environment';
import { ORDINARY } from '@gatehouse/environment/testing';
import { expect, test } from 'vitest';
import { readNearMisses } from './near-misses.ts';

const told = (env: Record<string, string>, production = true) => {
  const environment = new Environment<never>(env);
  const sentences = readNearMisses(environment, production);
  return { sentences, isRefused: !environment.faults.isEmpty };
};

test('ordinary machines are no near misses', () => {
  expect(told(ORDINARY)).toEqual({ sentences: [], isRefused: false });
});

test('no variable of one app is taken for one of the other', () => {
  const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
  const names = [...example.matchAll(/^#?([A-Z][A-Z_\d]+)=/gm)].flatMap(([, name]) => name ?? []);
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) {
    expect([name, told({ [name]: 'x' })]).toEqual([name, { sentences: [], isRefused: false }]);
  }
});

test('in production a misspelling is refused that leaves something open; else it is told', () => {
  expect(told({ AUTH_GRANT_SCOPE: 'x' })).toEqual({ sentences: [], isRefused: true });
  expect(told({ AUTH_GRANT_SCOPE: 'x' }, false)).toMatchObject({
    isRefused: false,
    sentences: [expect.any(String)],
  });
  expect(told({ LOGLEVEL: 'debug' })).toMatchObject({ isRefused: false });
  expect(told({ LOGLEVEL: 'debug' }).sentences).toEqual([expect.stringContaining('LOG_LEVEL')]);
});
