import { googleSubject } from '@gatehouse/emulators';
import { expect, test } from './fixtures.ts';

const ADA = 'ada@example.com';
/** Named by the address of its issuer, whose port is another in each run. */
const OPENID = /^Continue with localhost:\d+$/;
const ADMIT = `oidc:${googleSubject(ADA)}`;

test.use({ stackOptions: { auth: { ADMIT } } });

test('a person whom ADMIT names by subject signs in with an OpenID provider and allows a program, and tools answer', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram({ name: 'Notes' });
  const called = program.callTool('whoami');
  await person.signIn(OPENID, ADA);
  await person.seesConsentFor('Notes');
  await expect(person.page.getByText('Ada Lovelace')).toBeVisible();
  await person.allow();

  expect(JSON.parse(await called)).toMatchObject({ scopes: ['mcp:read', 'mcp:write'] });
  await person.isBackInTheProgram();
  expect(await program.callTool('protected_action', { data: 'y' })).toBe('Processed: y');
});

test('the same address at Google is another person, whom ADMIT does not name', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  void program.callTool('whoami');
  await person.signIn('Google', ADA);
  await expect(person.heading).toHaveText('This account has no access');
});

test('another account of the OpenID provider is not let in', async ({ startProgram, person }) => {
  const program = await startProgram();
  void program.callTool('whoami');
  await person.signIn(OPENID, 'margaret@example.org');
  await expect(person.heading).toHaveText('This account has no access');
  await expect(person.page.getByText(googleSubject('margaret@example.org'))).toBeVisible();
});
