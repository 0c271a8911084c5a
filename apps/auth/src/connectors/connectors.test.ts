import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONNECTORS } from './connectors.ts';
import { variablesOfRegistration } from './logins.ts';

const kinds = CONNECTORS.map((kind) => [kind.id, kind] as const);

test('every folder is a connector on the list, by its id', () => {
  const entries = readdirSync(import.meta.dirname, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(CONNECTORS.map(({ id }) => id).sort()).toEqual(folders.sort());
});

test('no two connectors share a variable, or a word of ADMIT', () => {
  const variables = CONNECTORS.flatMap((kind) => Object.values(kind.variables));
  const names = variables.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const words = CONNECTORS.flatMap(({ id, admission }) =>
    [id, admission.organisations ?? []].flat(),
  );
  expect(new Set(words).size).toBe(words.length);
});

describe.each(kinds)('%s', (id, kind) => {
  const prefix = `${id.toUpperCase()}_`;

  test('has an id that fits an address, and variables that begin with it', () => {
    expect(id).toMatch(/^[a-z]{2,20}$/);
    for (const { name } of Object.values(kind.variables)) expect(name).toContain(prefix);
    // What `npm start` looks at, to know whether a provider is configured.
    expect(variablesOfRegistration(kind)).toContain(`${prefix}CLIENT_ID`);
  });

  test('keeps its client secret to itself', () => {
    const secrets = Object.values(kind.variables).filter(({ kind: one }) => one === 'secret');
    expect(secrets.map(({ name }) => name)).toEqual([`${prefix}CLIENT_SECRET`]);
  });

  test.each(['', ' 1', '1 ', '1\n', 'a b', '1,2', 'é', '1'.repeat(256)])(
    'takes no account called %j in ADMIT',
    (account) => {
      expect(kind.admission.account.pattern.test(account)).toBe(false);
    },
  );
});
