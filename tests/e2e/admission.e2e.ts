import { AuthorizationRefused } from '../harness/program.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

test.use({ stackOptions: { auth: { ADMIT: 'grace@example.org' } } });

test('a person who is not admitted sees a page that says so and may use another account', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  const page = person.page.waitForResponse((response) => response.url().endsWith('/signed-in'));
  await person.signIn('GitHub', 'ada');
  await expect(person.heading).toHaveText('This account has no access');
  expect((await page).status()).toBe(403);
  await expect(person.page.getByText('ada@example.com')).toBeVisible();

  await person.button('Use another account').click();
  await expect(person.heading).toHaveText(/^Sign in to /);
  await person.signIn('Google', 'margaret@example.org');
  await expect(person.heading).toHaveText('This account has no access');
  await person.button('Use another account').click();
  await person.signIn('GitHub', 'grace');
  await expect(person.page.getByText('Grace Hopper')).toBeVisible();
  await person.allow();
  expect(await called).toContain('"login": "grace"');
});

test('a person who is not admitted may give up, and the program gets access_denied', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram({ name: 'Notes' });
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'alan');
  await person.button('Do not connect the app').click();
  await expect(called).rejects.toThrow(AuthorizationRefused);
  await expect(called).rejects.toThrow('access_denied');
  await person.isBackInTheProgram();
});

test('reloading the page that says so does not let anybody in', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  void program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await expect(person.heading).toHaveText('This account has no access');
  await person.page.reload();
  await expect(person.heading).toHaveText(/^Sign in to /);
  expect(program.remembered.tokens).toBeUndefined();
});

test('the page that says so is accessible', async ({ startProgram, person }) => {
  const program = await startProgram({ name: 'Notes' });
  void program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await expect(person.heading).toHaveText('This account has no access');
  await expectAccessible(person.page);
});
