import { Environment } from '@gatehouse/environment';
import { expect, test } from 'vitest';
import { readResources } from './resources.ts';
import type { Variable } from './variables.ts';

function read(RESOURCES: string) {
  const environment = new Environment<Variable>({ RESOURCES });
  return { resources: readResources(environment), faults: environment.faults };
}

test('URLs alone get the usual scopes, a name and the other slash as an alias', () => {
  const { resources, faults } = read('https://mcp.example.com/mcp, https://two.example.com');
  expect(faults.isEmpty).toBe(true);
  expect(resources).toMatchObject([
    {
      resource: 'https://mcp.example.com/mcp',
      name: 'mcp.example.com',
      aliases: ['https://mcp.example.com/mcp/'],
      accessTokenAlg: 'ES256',
    },
    { resource: 'https://two.example.com', aliases: ['https://two.example.com/'] },
  ]);
  expect(Object.keys(resources[0]?.scopes ?? {})).toEqual(['mcp:read', 'mcp:write']);
});

test('JSON says everything', () => {
  const { resources, faults } = read(
    JSON.stringify([
      {
        resource: 'https://mcp.example.com/mcp',
        name: 'Weather',
        scopes: { 'weather:read': 'Read the weather' },
        aliases: ['https://old.example.com/mcp'],
        access_token_alg: 'RS256',
      },
    ]),
  );
  expect(faults.isEmpty).toBe(true);
  expect(resources).toEqual([
    {
      resource: 'https://mcp.example.com/mcp',
      name: 'Weather',
      scopes: { 'weather:read': 'Read the weather' },
      aliases: ['https://mcp.example.com/mcp/', 'https://old.example.com/mcp'],
      accessTokenAlg: 'RS256',
    },
  ]);
});

test.each([
  ['broken JSON', '[{]'],
  ['an empty list', '[]'],
  ['an unknown member', '[{"resource":"https://a.example/mcp","scope":"x"}]'],
  ['no resource', '[{"name":"x"}]'],
  ['a scope with a space', '[{"resource":"https://a.example/mcp","scopes":{"a b":"x"}}]'],
  ['an OpenID Connect scope', '[{"resource":"https://a.example/mcp","scopes":{"openid":"x"}}]'],
  ['no scope at all', '[{"resource":"https://a.example/mcp","scopes":{}}]'],
  ['an unknown algorithm', '[{"resource":"https://a.example/mcp","access_token_alg":"none"}]'],
  ['a fragment', 'https://a.example/mcp#x'],
  ['a query', 'https://a.example/mcp?x=1'],
  ['a password', 'https://user:pass@a.example/mcp'],
  ['a host in capitals', 'https://A.example/mcp'],
  ['a default port', 'https://a.example:443/mcp'],
  ['dot segments', 'https://a.example/x/../mcp'],
  ['another scheme', 'urn:example:mcp'],
  ['the same twice', 'https://a.example/mcp,https://a.example/mcp'],
  ['the same but for the slash', 'https://a.example/mcp,https://a.example/mcp/'],
  ['a bad alias', '[{"resource":"https://a.example/mcp","aliases":["mcp"]}]'],
])('%s is refused', (_, text) => {
  expect(read(text).faults.has('RESOURCES')).toBe(true);
});
