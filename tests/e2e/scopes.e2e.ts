import type { Program } from '../harness/program.ts';
import { v1 } from '../harness/sdk/v1.ts';
import { v2 } from '../harness/sdk/v2.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

const bothTools = async (program: Program) => {
  expect(await program.callTool('user_action', { data: 'one' })).toBe('User ada processed: one');
  expect(await program.callTool('protected_action', { data: 'two' })).toBe('Processed: two');
};

for (const [name, sdk] of Object.entries({ 'SDK v1': v1, 'SDK v2': v2 })) {
  test(`a program of ${name} that asks for what the first challenge names reaches every tool`, async ({
    startProgram,
    person,
  }) => {
    const program = await startProgram({ sdk });
    const called = program.callTool('whoami');
    await person.signIn('GitHub', 'ada');
    await expect(person.scope('mcp:read')).toBeVisible();
    await person.scope('mcp:write').check();
    await person.allow();
    await called;
    await bothTools(program);
    expect(program.exchanges.filter(({ status }) => status === 403)).toEqual([]);
  });
}

/** What the last challenge named, and nothing else. */
const challenged = ({ exchanges }: Program) =>
  /scope="([^"]*)"/.exec(exchanges.findLast(({ status }) => status === 403)?.challenge ?? '')?.[1];

test('a program that adds to its scopes asks for more in place: a second consent page, then the call goes through', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const authorized = program.authorize('mcp:read');
  await person.signIn('GitHub', 'ada');
  await expect(person.scope('mcp:write')).toHaveCount(0);
  await person.allow();
  await authorized;
  expect(await program.callTool('user_action', { data: 'one' })).toBe('User ada processed: one');

  const write = program.callTool('protected_action', { data: 'two' });
  await person.seesConsentFor('Test program');
  await expect(person.heading).toContainText('asks for one more permission');
  await expect(person.page.getByText('Already allowed (1)')).toBeVisible();
  await person.allow();
  expect(await write).toBe('Processed: two');

  const asked = program.authorizationUrl?.searchParams.get('scope')?.split(' ');
  expect(asked).toEqual(expect.arrayContaining(['mcp:read', 'mcp:write']));
  expect(program.exchanges.filter(({ status }) => status === 403)).toHaveLength(1);
  expect(challenged(program)).toBe('mcp:read mcp:write');
  expect(program.remembered.tokens?.scope?.split(' ')).toEqual(['mcp:read', 'mcp:write']);
  await bothTools(program);
});

test('a program that asks for exactly what a challenge names loses nothing, and does not go in circles', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram({ sdk: v1 });
  const authorized = program.authorize('mcp:write');
  await person.signIn('GitHub', 'ada');
  await person.scope('mcp:write').check();
  await person.allow();
  await authorized;
  expect(await program.callTool('protected_action', { data: 'two' })).toBe('Processed: two');

  // Version 1 of the SDK opens no browser here; programs on it ask for the challenge's scope anew.
  await expect(program.callTool('user_action', { data: 'one' })).rejects.toThrow();
  const scope = challenged(program) ?? '';
  const again = program.authorize(scope);
  await person.seesConsentFor('Test program');
  // What it has is folded, and stays ticked.
  await expect(person.scope('mcp:write')).toBeChecked();
  await person.allow();
  await again;
  expect(program.authorizationUrl?.searchParams.get('scope')).toBe(scope);

  const refusedBefore = program.exchanges.filter(({ status }) => status === 403).length;
  await bothTools(program);
  expect(program.exchanges.filter(({ status }) => status === 403)).toHaveLength(refusedBefore);
});

test('a scope that the person unticks is not in the token', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram();
  const authorized = program.authorize('mcp:read mcp:write');
  await person.signIn('GitHub', 'ada');
  await person.scope('mcp:write').uncheck();
  await person.allow();
  await authorized;

  expect(program.remembered.tokens?.scope).toBe('mcp:read');
  expect(await program.callTool('user_action', { data: 'x' })).toBe('User ada processed: x');
  const response = await fetch(stack.mcpUrl, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${program.accessToken}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'protected_action', arguments: { data: 'x' } },
    }),
  });
  expect(response.status).toBe(403);
  expect(response.headers.get('www-authenticate')).toMatch(/error="insufficient_scope"/);
});

test('what was unticked before is what a program that goes without and asks again is about', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const first = program.authorize('mcp:read mcp:write');
  await person.signIn('GitHub', 'grace');
  await person.scope('mcp:write').uncheck();
  await person.allow();
  await first;

  const second = program.authorize('mcp:read mcp:write');
  await person.seesConsentFor('Test program');
  await expect(person.heading).toContainText('asks for one more permission');
  await expect(person.scope('mcp:read')).toBeChecked();
  await expect(person.page.getByText('You left this out before')).toBeVisible();
  await expectAccessible(person.page);
  await person.allow();
  await second;
  expect(await program.callTool('protected_action', { data: 'z' })).toBe('Processed: z');
});
