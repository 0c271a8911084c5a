/** Two OpenID providers that others have written, as the only ways to sign in. */
import { oktaPeople } from '@gatehouse/emulators';
import { type ForeignLogins, foreignLogins } from '../harness/openid-provider/foreign-logins.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test as base } from './fixtures.ts';
import type { Person } from './person.ts';

interface WorkerFixtures {
  readonly chosen: Awaited<ReturnType<typeof foreignLogins>>;
  readonly foreign: ForeignLogins;
}

const test = base.extend<object, WorkerFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright insists on a pattern, needed or not
  chosen: [async ({}, use) => use(await foreignLogins()), { scope: 'worker' }],
  stackOptions: [async ({ chosen }, use) => use({ auth: chosen.variables }), { scope: 'worker' }],
  foreign: [
    async ({ chosen, stack }, use) => {
      const foreign = await chosen.start(stack.issuer);
      await use(foreign);
      await foreign.stop();
    },
    { scope: 'worker', timeout: 120_000, auto: true },
  ],
});

/** What bare `oidc-provider` asks, on its own pages. */
async function signInThere({ page }: Person, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('a person of a group of the one signs in on its pages and allows a program, and tools answer', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram({ name: 'Notes' });
  const called = program.callTool('whoami');
  await expect(person.button('Continue with Acme')).toBeVisible();
  await expect(person.button('Continue with Okta')).toBeVisible();
  await expect(person.button(/GitHub|Google/)).toHaveCount(0);
  await expectAccessible(person.page);
  await person.continueWith('Acme');
  await signInThere(person, 'ada');
  await person.seesConsentFor('Notes');
  await expect(person.page.getByText('Ada Lovelace')).toBeVisible();
  await person.allow();
  expect(JSON.parse(await called)).toMatchObject({ scopes: ['mcp:read', 'mcp:write'] });
});

test('a group that is called so at the other login lets nobody in, who may use another account', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram({ name: 'Notes' });
  const called = program.callTool('whoami');
  await person.continueWith('Globex');
  await signInThere(person, 'ada');
  await expect(person.heading).toHaveText('This account has no access');
  await expect(person.page.getByText('You signed in with Globex')).toBeVisible();
  await expectAccessible(person.page);

  await person.button('Use another account').click();
  await person.signIn('Okta', oktaPeople[0]!.id);
  await person.seesConsentFor('Notes');
  await person.allow();
  expect(JSON.parse(await called)).toMatchObject({ scopes: ['mcp:read', 'mcp:write'] });
});

test('who signs out at the home page is asked there again who they are, and may be somebody else', async ({
  person,
  stack,
}) => {
  const { page } = person;
  await page.goto(stack.issuer);
  await person.continueWith('Acme');
  await signInThere(person, 'ada');
  await expect(page.getByText('Signed in with Acme')).toBeVisible();
  await expect(page.getByText('Ada Lovelace')).toBeVisible();

  await person.button('Sign out').click();
  await person.continueWith('Acme');
  await signInThere(person, 'eve');
  await expect(person.heading).toHaveText('This account has no access');
});
