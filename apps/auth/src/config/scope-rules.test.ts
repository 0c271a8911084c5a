import { ConfigurationError } from '@gatehouse/environment';
import { describe, expect, test } from 'vitest';
import type { Config } from './config.ts';
import { loadConfig } from './load-config.ts';

const MCP = 'https://mcp.example.com/mcp';
const GITHUB = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
const ACME = {
  OIDC_ISSUER_ACME: 'https://login.acme.example',
  OIDC_CLIENT_ID_ACME: 'id',
  OIDC_CLIENT_SECRET_ACME: 'secret',
};

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

function load(env: Readonly<Record<string, string>>): Config {
  const keys = { ENCRYPTION_KEYS: key(1), COOKIE_KEYS: key(2), RESOURCES: MCP };
  return loadConfig({ ...keys, ...env }, { directory: '/nowhere' });
}

/** What is wrong with the variable, with the remedy. */
function faults(variable: string, env: Readonly<Record<string, string>>): string {
  try {
    load(env);
    return '';
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults
      .filter((fault) => fault.variable === variable)
      .map(({ problem, remedy }) => `${problem} ${remedy}`)
      .join('\n');
  }
}

describe('SCOPE_RULES', () => {
  test('has people as ADMIT has them, and resources by any of their spellings', () => {
    const { scopeRules } = load({
      ...GITHUB,
      ...ACME,
      OIDC_GROUPS_CLAIM_ACME: 'groups',
      SCOPE_RULES: `mcp:write: github-org:acme/maintainers oidc-group:acme/eng%20ops; ${MCP}/ mcp:read: oidc:acme`,
    });
    expect(scopeRules).toMatchObject([
      {
        scope: 'mcp:write',
        resource: undefined,
        whom: {
          teams: ['acme/maintainers'],
          groups: [{ provider: 'oidc-acme', group: 'eng ops' }],
          domainsMatch: 'primary',
        },
      },
      { scope: 'mcp:read', resource: MCP, whom: { logins: ['oidc-acme'] } },
    ]);
    expect(load({}).scopeRules).toEqual([]);
  });

  test('names a login that is faulty itself, and nothing is said of that here', () => {
    const { OIDC_CLIENT_SECRET_ACME: _, ...begun } = ACME;
    const env = { ...begun, SCOPE_RULES: 'mcp:write: oidc-group:acme/engineering' };
    expect(faults('OIDC_CLIENT_SECRET_ACME', env)).toContain('is not set');
    expect(faults('SCOPE_RULES', env)).toBe('');
  });

  test.each([
    ['mcp:write', 'does not begin with a scope'],
    ['openid: github:1', '"openid", a scope of OpenID Connect'],
    ['offline_access: github:1', 'a scope of OpenID Connect'],
    ['address: github:1', 'a scope of OpenID Connect'],
    [
      `${MCP} mcp:admin: github:1`,
      `which is no scope of "${MCP}" Its scopes are mcp:read, mcp:write`,
    ],
    [
      'ftp://files.example files:read: github:1',
      'names a resource that is not an http or https URL',
    ],
    [`${MCP}: mcp:write: github:1`, `names a resource that ends with a colon: "${MCP}:"`],
    [
      'https://mcp.example.com:443/mcp mcp:write: github:1',
      `names a resource that is not spelled as "${MCP}": "https://mcp.example.com:443/mcp"`,
    ],
    ['https://mcp.example.com/a/../mcp mcp:write: github:1', `is not spelled as "${MCP}"`],
    ['mcp:write: google:1', 'lets nobody have mcp:write'],
    ['mcp:write: oidc:nobody', 'names no login that is configured'],
    ['mcp:write: oidc-group:acme/eng', 'names no login that is configured'],
  ])('refuses “%s”', (rules, problem) => {
    expect(faults('SCOPE_RULES', { ...GITHUB, SCOPE_RULES: rules })).toContain(problem);
  });

  test('refuses a group of a login that tells none, and a team without GitHub', () => {
    const group = { ...ACME, SCOPE_RULES: 'mcp:write: oidc-group:acme/eng' };
    expect(faults('SCOPE_RULES', group)).toContain('Set OIDC_GROUPS_CLAIM_ACME');
    const team = { ...ACME, SCOPE_RULES: 'mcp:write: github-org:acme/eng' };
    expect(faults('SCOPE_RULES', team)).toContain('GITHUB_CLIENT_ID');
  });

  test('leaves scopes that it cannot know to whoever knows the resources', () => {
    const rules =
      'files:delete: github:1; https://new.example/mcp files:delete: github:1; HTTPS://Newer.example files:delete: github:1';
    expect(faults('SCOPE_RULES', { ...GITHUB, SCOPE_RULES: rules })).toBe('');
  });
});
