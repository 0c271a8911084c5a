import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

test('an address that does not exist gets a page with a way on', async ({ person, stack }) => {
  const response = await person.page.goto(`${stack.issuer}/nothing/here`);
  expect(response?.status()).toBe(404);
  await expect(person.heading).toHaveText('There is nothing at this address');
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
  await expect(person.heading).toHaveText(/^Sign in to /);
  const broken = new URL(program.authorizationUrl!);
  broken.searchParams.delete('code_challenge');
  const response = await person.page.goto(broken.href);
  expect(response?.status()).toBe(400);
  await expect(person.heading).toHaveText('The app made a mistake');
  expect(new URL(person.page.url()).origin).toBe(stack.issuer);
  await expectAccessible(person.page);
  await person.goOnToTheProgram();
  await expect(authorized).rejects.toThrow('invalid_request');
});
