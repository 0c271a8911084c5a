import { ConfigurationError } from '@gatehouse/environment';
import { expect, it } from 'vitest';

import { modeNames } from '../modes/index.ts';
import { loadConfig } from '../config.ts';
import { SHARED_VARIABLES, VARIABLES } from './variables.ts';

/** The variables that one way of starting asks for. */
function readWith(settings: Record<string, string>): string[] {
  const read = new Set<string>();
  const env = new Proxy<Record<string, string>>(settings, {
    get(target, name) {
      read.add(String(name));
      return target[String(name)];
    },
  });
  try {
    loadConfig(env, []);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
  }
  return [...read];
}

it('every variable on the list is read in some mode, and none that is not on it', () => {
  const modes = modeNames.map((name) => ({ AUTH_MODE: name }));
  const proxies = ['introspection', 'github', 'google'].map((kind) => ({
    AUTH_MODE: 'proxy',
    PROXY_TOKENS: kind,
  }));
  const read = new Set([...modes, ...proxies].flatMap(readWith));
  expect([...read].sort()).toEqual([...VARIABLES].sort());
});

it('what both apps read is on the list as well', () => {
  expect([...VARIABLES]).toEqual(expect.arrayContaining([...SHARED_VARIABLES]));
});
