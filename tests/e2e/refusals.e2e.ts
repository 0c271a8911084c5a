import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

const authorizationPage = (issuer: string, parameters: Record<string, string>) =>
  `${issuer}/auth?${new URLSearchParams({
    response_type: 'code',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    ...parameters,
  })}`;

test('an unknown program gets a page that says so, and no redirect', async ({ person, stack }) => {
  const response = await person.page.goto(
    authorizationPage(stack.issuer, {
      client_id: 'nobody',
      redirect_uri: 'http://127.0.0.1:1/callback',
    }),
  );
  expect(response?.status()).toBe(400);
  await expect(person.heading).toHaveText('This app is not registered here');
  await expect(person.page.getByText('invalid_client')).toBeVisible();
});

test('a return address that was not registered gets a page, and no redirect', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram();
  void program.authorize('mcp:read');
  await expect(person.heading).toHaveText('Sign in');
  const clientId = program.remembered.client!.client_id;
  for (const redirectUri of [
    'https://client.example/callback',
    program.redirectUri.replace('/callback', '/callback/'),
    program.redirectUri.replace('/callback', '/elsewhere/../callback'),
    program.redirectUri.replace('127.0.0.1', '127.0.0.1.evil.example'),
    `${program.redirectUri}?x=1`,
  ]) {
    const response = await person.page.goto(
      authorizationPage(stack.issuer, { client_id: clientId, redirect_uri: redirectUri }),
    );
    expect(response?.status(), redirectUri).toBe(400);
    expect(new URL(person.page.url()).origin).toBe(stack.issuer);
    await expect(person.heading).toHaveText('The app asked for an answer at an unknown address');
  }
});

test('an address that does not exist gets a page with a way on', async ({ person, stack }) => {
  const response = await person.page.goto(`${stack.issuer}/nothing/here`);
  expect(response?.status()).toBe(404);
  await expect(person.heading).toHaveText('There is nothing here');
});

test('the home page says what this server is and how to connect', async ({ person, stack }) => {
  const response = await person.page.goto(stack.issuer);
  expect(response?.status()).toBe(200);
  await expect(person.page.getByRole('main')).toContainText(stack.mcpUrl);
});

test('a broken request of a program that registered itself stays on a page until the person goes on', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram({ name: 'Notes' });
  const authorized = program.authorize('mcp:read');
  await expect(person.heading).toHaveText('Sign in');
  const broken = new URL(program.authorizationUrl!);
  broken.searchParams.delete('code_challenge');
  const response = await person.page.goto(broken.href);
  expect(response?.status()).toBe(400);
  await expect(person.heading).toHaveText('The app sent something this server cannot use');
  expect(new URL(person.page.url()).origin).toBe(stack.issuer);
  await expectAccessible(person.page);
  await person.goOnToTheProgram();
  await expect(authorized).rejects.toThrow('invalid_request');
});
