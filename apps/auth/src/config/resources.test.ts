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
  expect(resources[0]?.scopes).toMatchObject({
    'mcp:read': { kind: 'view', kindGiven: true, required: false },
    'mcp:write': { kind: 'change', kindGiven: true, required: false },
  });
});

test('JSON says everything', () => {
  const { resources, faults } = read(
    JSON.stringify([
      {
        resource: 'https://mcp.example.com/mcp',
        name: 'Weather',
        scopes: {
          'weather:read': {
            description: ' Read the weather',
            detail: 'Of the places that you saved',
            kind: 'view',
            required: true,
          },
        },
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
      scopes: {
        'weather:read': {
          description: 'Read the weather',
          detail: 'Of the places that you saved',
          kind: 'view',
          kindGiven: true,
          required: true,
        },
      },
      aliases: ['https://mcp.example.com/mcp/', 'https://old.example.com/mcp'],
      accessTokenAlg: 'RS256',
    },
  ]);
});

test.each([
  ['words alone', 'Send mail'],
  ['no kind', { description: 'Send mail' }],
])('a scope with %s counts as one that changes, which nobody said', (_, scope) => {
  const { resources, faults } = read(
    JSON.stringify([{ resource: 'https://a.example/mcp', scopes: { send: scope } }]),
  );
  expect(faults.isEmpty).toBe(true);
  expect(resources[0]?.scopes).toEqual({
    send: { description: 'Send mail', kind: 'change', kindGiven: false, required: false },
  });
});

test.each([
  [5, 'scopes.a is not an object'],
  [{}, 'scopes.a.description is missing'],
  [' ', 'scopes.a.description is empty'],
  [{ description: 'x', kind: 'delete' }, 'scopes.a.kind is none of view, change, irreversible'],
  [{ description: 'x', detail: '' }, 'scopes.a.detail is empty'],
  [{ description: 'x', required: 'yes' }, 'scopes.a.required is not true or false'],
  [{ description: 'x', optional: true }, 'scopes.a holds "optional"'],
])('a scope that is %j is told as such', (scope, problem) => {
  const { faults } = read(
    JSON.stringify([{ resource: 'https://a.example/mcp', scopes: { a: scope } }]),
  );
  expect(() => faults.throwIfAny()).toThrow(problem);
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
