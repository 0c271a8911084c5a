import { expect, test } from './fixtures.ts';

test.use({ stackOptions: { auth: { ADMIT: 'ada@example.com' } } });

test('a person whose address nobody verified is told so and may use another account', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'katherine');
  await expect(person.heading).toHaveText(/^Sign in to /);
  await expect(person.page.getByText('no verified email address')).toBeVisible();
  await person.signIn('Google', 'tony@example.net');
  await expect(person.page.getByText('no verified email address')).toBeVisible();
  await person.signIn('GitHub', 'ada');
  await person.allow();
  expect(await called).toContain('"login": "ada"');
});

test('a person who cancels at the provider is back where they may choose again', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.continueWith('GitHub');
  await person.page.waitForURL(`${stack.githubUrl}/**`);
  const state = new URL(person.page.url()).searchParams.get('state');
  const error = new URLSearchParams({
    error: 'access_denied',
    error_description: '<script>alert(1)</script>\r\nSet-Cookie: a=b',
    state: state!,
  });
  await person.page.goto(`${stack.issuer}/callback/github?${error}`);
  await expect(person.page.getByText('The sign-in at GitHub was cancelled')).toBeVisible();
  await person.signIn('GitHub', 'ada');
  await person.allow();
  await called;
});
