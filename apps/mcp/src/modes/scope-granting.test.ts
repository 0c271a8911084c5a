import { customVerifier } from '@gatehouse/auth-core';
import { describe, expect, it } from 'vitest';

import { loadConfig } from '../config.ts';
import { grantScopes, scopesToAskFor } from './scope-granting.ts';

const rulesOf = (env: Record<string, string>) => loadConfig(env, []).scopeRules;
const provider = (scopes: string[]) =>
  customVerifier(() => ({
    clientId: 'c',
    subject: 's',
    expiresAt: Date.now() / 1000 + 60,
    scopes,
  }));

async function granted(env: Record<string, string>, scopes: string[]): Promise<string[]> {
  return (await grantScopes(provider(scopes), rulesOf(env)).verify('token')).scopes;
}

describe('the scopes of a token', () => {
  it('are those that stand in it, unless the operator says more', async () => {
    expect(await granted({}, ['repo'])).toEqual(['repo']);
  });

  it('are also those that they stand for', async () => {
    const AUTH_SCOPE_MAP = 'repo=mcp:write, repo=mcp:read read:user=mcp:read';
    expect(await granted({ AUTH_SCOPE_MAP }, ['repo'])).toEqual(['repo', 'mcp:write', 'mcp:read']);
    expect(await granted({ AUTH_SCOPE_MAP }, ['gist'])).toEqual(['gist']);
  });

  it('are also those that everybody has', async () => {
    expect(await granted({ AUTH_GRANT_SCOPES: 'mcp:read' }, [])).toEqual(['mcp:read']);
  });
});

it.each([
  ['AUTH_SCOPE_MAP', 'repo'],
  ['AUTH_SCOPE_MAP', 'repo='],
  ['AUTH_SCOPE_MAP', '=mcp:read'],
  ['AUTH_SCOPE_MAP', 'repo=admin'],
  ['AUTH_GRANT_SCOPES', 'all'],
])('%s=%s is a fault', (variable, value) => {
  expect(() => rulesOf({ [variable]: value })).toThrow(`${variable} holds "${value}"`);
});

it('clients are told to ask for what the provider knows', () => {
  const ask = (env: Record<string, string>) =>
    scopesToAskFor(['mcp:read', 'mcp:write'], rulesOf(env));
  expect(ask({})).toEqual(['mcp:read', 'mcp:write']);
  expect(ask({ AUTH_SCOPE_MAP: 'read:user=mcp:read repo=mcp:write' })).toEqual([
    'read:user',
    'repo',
  ]);
  expect(ask({ AUTH_GRANT_SCOPES: 'mcp:read' })).toEqual(['mcp:write']);
});
