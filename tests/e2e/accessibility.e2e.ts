import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

test('the home page', async ({ person, stack }) => {
  await person.page.goto(stack.issuer);
  await expectAccessible(person.page);
});

test('the home page once somebody is signed in', async ({ person, stack }) => {
  await person.page.goto(stack.issuer);
  await person.page.getByRole('button', { name: 'Sign in as Grace Hopper' }).click();
  await expect(person.page.getByText('Signed in with GitHub')).toBeVisible();
  await expectAccessible(person.page);
});

test('the pages of an emulated provider', async ({ person, stack }) => {
  const { page } = person;
  await page.goto(stack.issuer);
  await person.continueWith('GitHub');
  await expect(person.heading).toHaveText('Choose who to be');
  await expectAccessible(page);
  await page.getByText('Technical details').click();
  await expectAccessible(page);
  for (const [path, heading] of [
    ['/', 'Emulated GitHub'],
    ['/nothing', 'Nothing here'],
    ['/login/oauth/authorize?client_id=nobody', 'Application not found'],
  ] as const) {
    await page.goto(stack.githubUrl + path);
    await expect(person.heading).toHaveText(heading);
    await expectAccessible(page);
  }
});

test('the sign-in page, the page that leads to the provider and the one after a failure', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram({
    name: 'A program with quite a long name for a small window',
  });
  void program.callTool('whoami');
  await expect(person.heading).toHaveText(/^Sign in to /);
  await expectAccessible(person.page);

  // 204 keeps the browser where it is, so that the page stays.
  await person.page.route(`${stack.githubUrl}/**`, (route) => route.fulfill({ status: 204 }));
  await person.continueWith('GitHub');
  await expect(person.heading).toHaveText('Taking you to GitHub');
  await expectAccessible(person.page);

  await person.page.unroute(`${stack.githubUrl}/**`);
  await person.page.goto(program.authorizationUrl!.href);
  await person.continueWith('GitHub');
  await person.page.waitForURL(`${stack.githubUrl}/**`);
  const state = new URL(person.page.url()).searchParams.get('state') ?? '';
  const error = new URLSearchParams({ error: 'access_denied', state });
  await person.page.goto(`${stack.issuer}/callback/github?${error}`);
  await expect(person.page.getByText('The sign-in at GitHub was cancelled')).toBeVisible();
  await expectAccessible(person.page);
});

test('the consent page, the page after Allow and the one that says “already done”', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram({ name: 'Notes' });
  void program.authorize('openid profile email mcp:read mcp:write');
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Notes');
  const consentPage = person.page.url();
  await expectAccessible(person.page);

  await person.page.route(`${stack.issuer}/auth/*`, (route) => route.fulfill({ status: 204 }));
  await person.allow();
  await expect(person.heading).toHaveText('Connected. You can close this tab.');
  await expectAccessible(person.page);

  await person.page.unroute(`${stack.issuer}/auth/*`);
  await person.page.getByRole('link', { name: 'Back to the program' }).click();
  await person.isBackInTheProgram();
  await person.page.goto(consentPage);
  await expect(person.heading).toHaveText('Already done');
  await expectAccessible(person.page);
});

const ERRORS = {
  'an unknown program': '/auth?client_id=nobody&response_type=code&redirect_uri=https://a.example/',
  'a request out of date': '/interaction/never-was-one',
  'a sign-in not begun here': '/callback/github?code=x&state=y',
  'an address that does not exist': '/nothing/here',
};

for (const [what, path] of Object.entries(ERRORS)) {
  test(`the error page for ${what}`, async ({ person, stack }) => {
    const response = await person.page.goto(`${stack.issuer}${path}`);
    expect(response?.ok()).toBe(false);
    await expectAccessible(person.page);
  });
}
