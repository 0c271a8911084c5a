import { AuthorizationRefused } from '../harness/program.ts';
import { v1 } from '../harness/sdk/v1.ts';
import { v2 } from '../harness/sdk/v2.ts';
import { expect, test } from './fixtures.ts';

interface WhoAmI {
  readonly sub: string;
  readonly login: string;
  readonly client_id: string;
  readonly scopes: string[];
}

const whoAmI = (text: string) => JSON.parse(text) as WhoAmI;

for (const [name, sdk] of Object.entries({ 'SDK v2': v2, 'SDK v1': v1 })) {
  test(`a program of ${name} registers, a person signs in with GitHub and allows it, and tools answer`, async ({
    startProgram,
    person,
  }) => {
    const program = await startProgram({ name: 'Notes', sdk });
    const called = program.callTool('whoami');
    await expect(person.heading).toHaveText(/^Sign in to /);
    await expect(person.page.getByText('Notes').first()).toBeVisible();
    await person.signIn('GitHub', 'ada');
    await person.seesConsentFor('Notes');
    await expect(person.page.getByText('Ada Lovelace')).toBeVisible();
    await person.allow();

    const { login, client_id: clientId, scopes } = whoAmI(await called);
    expect(login).toBe('ada');
    expect(clientId).toBe(program.remembered.client?.client_id);
    expect(scopes).toEqual(['mcp:read', 'mcp:write']);
    await person.isBackInTheProgram();
    expect(await program.callTool('user_action', { data: 'a list' })).toBe(
      'User ada processed: a list',
    );
    expect(await program.listTools()).toEqual(
      expect.arrayContaining(['whoami', 'user_action', 'protected_action']),
    );
  });
}

test('a program registers, a person signs in with Google and allows it, and tools answer', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const authorized = program.authorize('mcp:read mcp:write');
  await person.signIn('Google', 'margaret@example.org');
  await expect(person.page.getByText('margaret@example.org')).toBeVisible();
  await person.allow();
  await authorized;

  expect(whoAmI(await program.callTool('whoami')).scopes).toEqual(['mcp:read', 'mcp:write']);
  expect(await program.callTool('user_action', { data: 'x' })).toMatch(/^User \S+ processed: x$/);
  expect(await program.callTool('protected_action', { data: 'y' })).toBe('Processed: y');
});

test('the consent page names the program, the resource, the scopes and where the answer goes', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram({ name: 'Notes <b>& "more"</b>' });
  const authorized = program.authorize('openid profile mcp:read mcp:write');
  await person.signIn('GitHub', 'grace');
  // Markup is text; quotation marks that would end those of the page are none.
  await person.seesConsentFor("Notes <b>& 'more'</b>");

  const main = person.page.getByRole('main');
  await expect(main).toContainText('Grace Hopper');
  await expect(main).toContainText(stack.mcpUrl);
  await expect(main).toContainText('mcp:read');
  await expect(main).toContainText('mcp:write');
  await expect(main).toContainText('profile');
  await expect(main).toContainText(/this computer|127\.0\.0\.1/i);
  await person.deny();
  await expect(authorized).rejects.toThrow('access_denied');
});

test('a person who denies sends the program away with access_denied and no token', async ({
  startProgram,
  person,
  stack,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.deny();

  const refusal = await called.then(
    () => undefined,
    (error: unknown) => error as AuthorizationRefused,
  );
  expect(refusal).toBeInstanceOf(AuthorizationRefused);
  expect(refusal?.code).toBe('access_denied');
  expect(refusal?.parameters.get('iss')).toBe(stack.issuer);
  expect(refusal?.parameters.has('code')).toBe(false);
  expect(program.remembered.tokens).toBeUndefined();
});

test('a program whose callback redirects onward twice still gets its answer', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram({ redirectsOnward: 2 });
  await person.connects(program, 'Google', 'ada@example.com');
  await person.isBackInTheProgram();
});

test('everything works without JavaScript', async ({ startProgram, anotherBrowser }) => {
  const person = await anotherBrowser({ javaScriptEnabled: false });
  const program = await startProgram({ openBrowser: (url) => person.page.goto(url.href) });
  const called = program.callTool('user_action', { data: 'plain HTML' });
  await person.signIn('GitHub', 'grace');
  await person.page.getByText('Technical details').click();
  await expect(person.page.getByText('Client ID')).toBeVisible();
  await person.allow();
  expect(await called).toBe('User grace processed: plain HTML');
  await person.isBackInTheProgram();
});
