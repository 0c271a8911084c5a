import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

test('a tool that needs more asks for it: a second consent page, then the call goes through', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const read = program.callTool('user_action', { data: 'one' });
  await person.signIn('GitHub', 'ada');
  await expect(person.scope('mcp:read')).toBeVisible();
  await expect(person.scope('mcp:write')).toHaveCount(0);
  await person.allow();
  expect(await read).toBe('User ada processed: one');
  expect(program.authorizationUrl?.searchParams.get('scope')).not.toContain('mcp:write');

  const write = program.callTool('protected_action', { data: 'two' });
  await person.seesConsentFor('Test program');
  await expect(person.scope('mcp:write')).toBeVisible();
  await expect(person.page.getByText('Allowed before')).toBeVisible();
  await person.allow();
  expect(await write).toBe('Processed: two');

  const asked = program.authorizationUrl?.searchParams.get('scope')?.split(' ');
  expect(asked).toEqual(expect.arrayContaining(['mcp:read', 'mcp:write']));
  const refused = program.exchanges.filter(({ status }) => status === 403);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.challenge).toMatch(/error="insufficient_scope"/);
  expect(refused[0]?.challenge).toMatch(/scope="[^"]*mcp:write/);
  expect(program.remembered.tokens?.scope?.split(' ')).toEqual(['mcp:read', 'mcp:write']);
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

test('what was unticked before comes ticked when a program that goes without asks for it again', async ({
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
  await expect(person.scope('mcp:read')).toBeChecked();
  await expect(person.scope('mcp:write')).toBeChecked();
  await expect(person.page.getByText('You left this out before')).toBeVisible();
  await expectAccessible(person.page);
  await person.allow();
  await second;
  expect(await program.callTool('protected_action', { data: 'z' })).toBe('Processed: z');
});

test('a form cannot allow more than was asked for', async ({ startProgram, person }) => {
  const program = await startProgram();
  const authorized = program.authorize('mcp:read');
  await person.signIn('GitHub', 'ada');
  await person.scope('mcp:read').evaluate((box: HTMLInputElement) => {
    const extra = box.cloneNode() as HTMLInputElement;
    extra.value = 'mcp:write';
    extra.checked = true;
    box.after(extra);
  });
  await person.allow();
  await authorized;
  expect(program.remembered.tokens?.scope).toBe('mcp:read');
});
