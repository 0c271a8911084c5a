import { expect, test } from './fixtures.ts';
import { Person } from './person.ts';
import { serveSites } from './serve-sites.ts';

/** The form token of the page in front of a person. */
const formToken = (person: Person) =>
  person.page.locator('input[name="csrf"]').first().inputValue();

test('a form that another site posts is refused', async ({ startProgram, person, anotherSite }) => {
  const program = await startProgram();
  void program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Test program');
  const action = `${person.page.url()}/consent`;
  const csrf = await formToken(person);

  const attacker = await anotherSite(
    `<!doctype html><title>Elsewhere</title><form method="post" action="${action}">
      <input name="csrf" value="${csrf}"><input name="decision" value="allow">
      <input name="scope" value="mcp:read"><button>Win a prize</button></form>`,
  );
  await person.page.goto(attacker);
  const answer = person.page.waitForResponse((response) => response.url() === action);
  await person.button('Win a prize').click();
  // The interaction's cookie stays at home (SameSite=Lax), and the form would not have been taken.
  expect([400, 403]).toContain((await answer).status());
  expect(program.remembered.tokens).toBeUndefined();
});

test('a request that another site posts says so to the end, and is not answered silently', async ({
  person,
  stack,
  anotherSite,
}) => {
  const redirectUri = 'https://client.example/callback';
  const registered = await fetch(new URL('/reg', stack.issuer), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }),
  });
  const { client_id: clientId } = (await registered.json()) as { client_id: string };
  const request = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    scope: 'mcp:read',
    resource: stack.mcpUrl,
  };
  const seen = await serveSites(person.page);
  const answers = () => seen.filter((url) => url.startsWith(redirectUri));
  const address = `${stack.issuer}/auth?${new URLSearchParams(request)}`;
  await person.page.goto(address);
  await person.signIn('GitHub', 'ada');
  await person.allow();
  await expect(person.heading).toHaveText('At client.example');
  await person.page.goto(address);
  await expect(person.heading).toHaveText('At client.example');
  expect(answers()).toHaveLength(2);

  const fields = Object.entries(request).map(([n, v]) => `<input name="${n}" value="${v}">`);
  const attacker = await anotherSite(
    `<!doctype html><title>Elsewhere</title><form method="post" action="${stack.issuer}/auth">
      ${fields.join('')}<button>Win a prize</button></form>`,
  );
  await person.page.goto(attacker);
  const get = person.page.waitForRequest((sent) => sent.url().startsWith(`${stack.issuer}/auth?`));
  await person.button('Win a prize').click();
  expect((await (await get).allHeaders())['sec-fetch-site']).toBe('cross-site');
  await expect(person.allowButton).toBeVisible();
  expect(answers()).toHaveLength(2);
});

test('what was shown to one person is not allowed in the name of the next', async ({
  startProgram,
  person,
  context,
}) => {
  const notes = await startProgram({ name: 'Notes' });
  void notes.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Notes');

  const other = new Person(await context.newPage());
  const mail = await startProgram({
    name: 'Mail',
    openBrowser: (url) => other.page.goto(url.href),
  });
  const mailCalled = mail.callTool('whoami');
  await other.seesConsentFor('Mail');
  await other.button('Not you?').click();
  await other.signIn('GitHub', 'grace');
  await other.seesConsentFor('Mail');

  await person.allow();
  await expect(person.heading).toHaveText('This page is out of date');
  expect(notes.remembered.tokens).toBeUndefined();
  await other.allow();
  expect(await mailCalled).toContain('"login": "grace"');
});

test('the cookie that binds a sign-in is set by pressing the button, not by opening a link', async ({
  startProgram,
  person,
  context,
  stack,
}) => {
  const names = async () => (await context.cookies(stack.issuer)).map(({ name }) => name);
  const program = await startProgram();
  void program.callTool('whoami');
  await expect(person.heading).toHaveText(/^Sign in to /);
  expect((await names()).filter((name) => name.startsWith('gatehouse_browser'))).toEqual([]);
  await person.continueWith('GitHub');
  await person.page.waitForURL(`${stack.githubUrl}/**`);
  // Not sent to the page at the provider, but there for the callback.
  const all = await context.cookies();
  expect(all.filter(({ name }) => name.startsWith('gatehouse_browser'))).toMatchObject([
    { path: '/callback/github', httpOnly: true, sameSite: 'Lax' },
  ]);
});

test('cookies are for HTTP alone, for this site, and for as short and as little as they can be', async ({
  startProgram,
  person,
  context,
}) => {
  const program = await startProgram();
  void program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Test program');

  const uid = new URL(person.page.url()).pathname.split('/').at(-1);
  const cookies = await context.cookies([
    person.page.url(),
    `${new URL('/auth/', person.page.url())}${uid}`,
  ]);
  const own = cookies.filter(({ name }) => name.startsWith('gatehouse_'));
  for (const cookie of own) {
    expect(cookie, cookie.name).toMatchObject({
      httpOnly: true,
      sameSite: 'Lax',
      domain: 'localhost',
    });
  }
  const path = (name: string) => own.find((cookie) => cookie.name === name)?.path;
  expect(path('gatehouse_session')).toBe('/');
  expect(path('gatehouse_interaction')).toBe(`/interaction/${uid}`);
  expect(path('gatehouse_resume')).toBe(`/auth/${uid}`);
  const forms = own.filter((cookie) => cookie.name.startsWith('gatehouse_form'));
  expect(forms.map((cookie) => cookie.path)).toEqual([`/interaction/${uid}`]);
  // What the sign-in was proved by, step for step, has served and is gone.
  const all = await context.cookies();
  expect(all.filter(({ name }) => name.startsWith('gatehouse_browser'))).toEqual([]);

  const days = (name: string) => {
    const expires = own.find((cookie) => cookie.name === name)?.expires ?? 0;
    return (expires - Date.now() / 1000) / 86_400;
  };
  expect(days('gatehouse_session')).toBeLessThanOrEqual(14);
  expect(days('gatehouse_interaction')).toBeLessThanOrEqual(1 / 24);
});

test('names that a program gives itself are text on every page', async ({
  startProgram,
  person,
}) => {
  const name = '<img src=x onerror=alert(1)>"\'&';
  const program = await startProgram({ name });
  const called = program.callTool('whoami');
  // But for quotation marks, which could end those of the page.
  const shown = name.replace('"', "'");
  await expect(person.page.getByRole('main')).toContainText(shown);
  await expect(person.page.locator('img[src="x"]')).toHaveCount(0);
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor(shown);
  await expect(person.page.locator('img[src="x"]')).toHaveCount(0);
  await person.deny();
  await expect(called).rejects.toThrow('access_denied');
});
