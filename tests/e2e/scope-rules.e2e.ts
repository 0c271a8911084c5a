import { AuthorizationRefused } from '../harness/program.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

test.use({
  stackOptions: {
    auth: {
      SCOPE_RULES: 'mcp:write: github-org:analytical-engines/maintainers',
      CONTACT: 'https://help.example.com/access',
    },
  },
});

test('a person sees what is not available to them, and the program goes on without it', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const authorized = program.authorize('mcp:read mcp:write');
  await person.signIn('GitHub', 'grace');
  await expect(person.scope('mcp:read')).toBeChecked();
  await expect(person.scope('mcp:write')).toHaveCount(0);
  const section = person.page.getByRole('group', { name: 'Not available to you' });
  await expect(section.getByRole('listitem')).toContainText(
    'Act and change things with the tools of this server',
  );
  const whomToAsk = person.page.getByRole('paragraph').filter({ hasText: 'may not use' });
  await expect(whomToAsk.getByRole('link')).toHaveAttribute(
    'href',
    'https://help.example.com/access',
  );
  await expectAccessible(person.page);
  await person.allow();
  await authorized;
  expect(program.remembered.tokens?.scope).toBe('mcp:read');
  expect(await program.callTool('user_action', { data: 'x' })).toBe('User grace processed: x');
});

test('a program that asks for it in place is shown to go in vain, and the person ends it', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const authorized = program.authorize('mcp:read');
  await person.signIn('GitHub', 'grace');
  await person.allow();
  await authorized;

  const write = program.callTool('protected_action', { data: 'two' });
  await person.seesConsentFor('Test program');
  await expect(person.page.getByRole('status')).toContainText('already has everything');
  await person.button('Deny').click();
  await expect(write).rejects.toThrow(AuthorizationRefused);
  await expect(write).rejects.toThrow('access_denied');
  expect(program.exchanges.filter(({ status }) => status === 403)).toHaveLength(1);
  expect(await program.callTool('user_action', { data: 'x' })).toBe('User grace processed: x');
});

test('a request for nothing else has one button, back to the program', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram({ name: 'Notes' });
  const authorized = program.authorize('mcp:write');
  await person.signIn('GitHub', 'grace');
  await expect(person.page.getByRole('status')).toContainText('nothing to allow');
  await expect(person.allowButton).toHaveCount(0);
  await expectAccessible(person.page);
  await person.button('Go back to the app').click();
  await expect(authorized).rejects.toThrow('access_denied');
});
