import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';

let stack: Stack;
let gatehouse: Gatehouse;
let added: AddedClient;
beforeAll(async () => {
  stack = await startStack({ databaseUrl: await testDatabaseUrl() });
  gatehouse = Gatehouse.of(stack);
  added = await gatehouse.json('clients', 'add', 'A program', '--resource', stack.mcpUrl);
});
afterAll(() => stack?.stop());

/** What `curl` prints; nothing else is sent than what a person writes. */
async function curl(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('curl', ['-sS', ...args]);
  return stdout;
}

/** As in docs/clients.md. */
const CALL = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'protected_action', arguments: { data: 'test' } },
};

/** The first of the two commands. */
const tokenByCurl = async (...more: string[]) =>
  JSON.parse(
    await curl(
      '-X',
      'POST',
      `${stack.issuer}/token`,
      ...[
        'grant_type=client_credentials',
        `client_id=${added.client_id}`,
        `client_secret=${added.client_secret}`,
        `resource=${stack.mcpUrl}`,
        ...more,
      ].flatMap((pair) => ['-d', pair]),
    ),
  ) as Record<string, string>;

/** The second. */
const callByCurl = (token: string) =>
  curl(
    '-X',
    'POST',
    stack.mcpUrl,
    '-H',
    `Authorization: Bearer ${token}`,
    '-H',
    'Content-Type: application/json',
    '-d',
    JSON.stringify(CALL),
  );

describe('a program without a person', () => {
  test('gets a token and calls a tool, with the two commands that people write', async () => {
    const token = await tokenByCurl();
    expect(token).toMatchObject({
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'mcp:read mcp:write',
    });
    expect(await callByCurl(token['access_token']!)).toContain('Processed: test');
  });

  test('may do with a narrower token what that allows, and no more', async () => {
    const { access_token: token, scope } = await tokenByCurl('scope=mcp:read');
    expect(scope).toBe('mcp:read');
    const answer = await callByCurl(token!);
    expect(answer).not.toContain('Processed');
    expect(answer).toContain('insufficient_scope');
  });

  test('that sends JSON, as for Auth0, is told so as a client error', async () => {
    const response = await fetch(new URL('/token', stack.issuer), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...added, grant_type: 'client_credentials', audience: stack.mcpUrl }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  test('cannot have another server’s token, nor one for no server', async () => {
    const elsewhere = new URLSearchParams({ grant_type: 'client_credentials', ...added });
    elsewhere.set('resource', 'https://elsewhere.example/mcp');
    const response = await fetch(new URL('/token', stack.issuer), {
      method: 'POST',
      body: elsewhere,
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: 'invalid_target' },
    ]);
  });

  test('is shut out from the next request on, and a page says so where a browser comes', async () => {
    const program = await gatehouse.json<AddedClient>(
      'clients',
      'add',
      'Goes away',
      '--redirect-uri',
      'https://app.example/cb',
      '--grant-type',
      'authorization_code',
      '--grant-type',
      'client_credentials',
      '--resource',
      stack.mcpUrl,
    );
    const ask = async () => {
      const { client_id, client_secret } = program;
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id,
        client_secret,
      });
      return fetch(new URL('/token', stack.issuer), { method: 'POST', body });
    };
    expect((await ask()).status).toBe(200);
    await gatehouse.json('clients', 'disable', program.client_id);
    const refused = await ask();
    expect([refused.status, await refused.json()]).toMatchObject([
      401,
      { error: 'invalid_client' },
    ]);
    const page = await fetch(new URL(`/auth?client_id=${program.client_id}`, stack.issuer), {
      headers: { accept: 'text/html' },
    });
    expect([page.status, await page.text()]).toEqual([
      400,
      expect.stringContaining('This app was switched off here'),
    ]);
    await gatehouse.json('clients', 'enable', program.client_id);
    expect((await ask()).status).toBe(200);
  });

  test('leaves no secret in the log', () => {
    expect(stack.logs()).not.toContain(added.client_secret);
  });
});
