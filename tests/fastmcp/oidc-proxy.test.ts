import { afterAll, expect, test } from 'vitest';
import { Client } from '../behaviour/actors/client.ts';
import { type AddedClient, Gatehouse } from '../behaviour/actors/gatehouse.ts';
import { Person } from '../behaviour/actors/person.ts';
import { freePort } from '../harness/ports.ts';
import { Program } from '../harness/program.ts';
import { startStack } from '../harness/stack.ts';
import { startPython } from './python-server.ts';

const origin = `http://localhost:${await freePort()}`;
const url = `${origin}/mcp`;
const stack = await startStack({
  withMcp: false,
  auth: {
    RESOURCES: JSON.stringify([
      { resource: url, scopes: { 'mcp:read': { description: 'Use the tools', kind: 'view' } } },
    ]),
  },
});
const client = await Gatehouse.of(stack).json<AddedClient>(
  'clients',
  'add',
  'FastMCP',
  '--redirect-uri',
  `${origin}/auth/callback`,
);
const server = await startPython({
  file: 'oidc_proxy.py',
  url,
  issuer: stack.issuer,
  algorithm: 'ES256',
  env: {
    CLIENT_ID: client.client_id,
    CLIENT_SECRET: client.client_secret ?? '',
    PROXY_CONSENT: 'off',
  },
});
afterAll(async () => {
  await server.stop();
  await stack.stop();
});

test('a program signs in through OIDCProxy at Gatehouse, and calls a tool', async () => {
  const person = new Person({
    issuer: stack.issuer,
    upstreamUrls: [...stack.upstreamUrls, origin],
  });
  const program = await Program.start({
    mcpUrl: url,
    openBrowser: async (address) => {
      await fetch(await person.authorize(address));
    },
  });
  try {
    expect(await program.callTool('greet', { name: 'Ada' })).toBe('Hello, Ada!');
  } finally {
    await program.close();
  }
});

test('OIDCProxy takes no token but its own', async () => {
  expect((await server.greet()).status).toBe(401);
  const registered = await Client.register(stack.issuer);
  const parameters = { resource: url, scope: 'mcp:read' };
  const tokens = await registered.obtainTokens(new Person(stack), parameters);
  expect((await server.greet(tokens.access_token)).status).toBe(401);
});
