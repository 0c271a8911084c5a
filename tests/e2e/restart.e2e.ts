import { refreshToken, refreshWith } from '../behaviour/actors/program-tokens.ts';
import { expect, test } from './fixtures.ts';

// As `npm start` runs it: with the embedded database.
test.use({ stackOptions: { embedded: true } });

const keysOf = async (issuer: string) => {
  const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
};

test('a sign-in that was begun before a restart ends after it', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.continueWith('GitHub');
  await person.page.waitForURL(`${stack.githubUrl}/**`);
  await stack.auth.restart();
  await person.chooseAccount('ada');
  await person.seesConsentFor('Test program');
  await stack.auth.restart();
  await person.allow();
  expect(await called).toContain('"login": "ada"');
});

test('client, session, consent, refresh token and keys survive a restart', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram({ name: 'Notes' });
  await person.connects(program, 'Google', 'margaret@example.org');
  const before = await program.callTool('user_action', { data: 'before' });
  const clientId = program.remembered.client?.client_id;
  const keys = await keysOf(stack.issuer);
  const first = refreshToken(program);
  await stack.auth.restart();

  expect(await keysOf(stack.issuer)).toEqual(keys);
  // The token from before still verifies, though the resource server fetches the keys anew.
  await stack.mcp.restart();
  expect(await program.callTool('user_action', { data: 'before' })).toBe(before);

  expect(await program.refresh()).toBe('AUTHORIZED');
  const second = refreshToken(program);
  await stack.auth.restart();
  expect(await program.refresh()).toBe('AUTHORIZED');
  // That the second one was used is remembered, too.
  expect(refreshToken(program)).not.toBe(second);
  const replay = await refreshWith(stack.issuer, program, first);
  expect(replay.body).toMatchObject({ error: 'invalid_grant' });

  const asked = program.authorize('mcp:read mcp:write');
  await person.seesConsentFor('Notes');
  await expect(person.page.getByText('Margaret Hamilton')).toBeVisible();
  await expect(person.page.getByText('Allowed before')).toHaveCount(2);
  await person.allow();
  await asked;
  expect(program.remembered.client?.client_id).toBe(clientId);
  expect(await program.callTool('protected_action', { data: 'after' })).toBe('Processed: after');
});
