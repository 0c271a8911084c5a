import { expect, test } from './fixtures.ts';
import { Person } from './person.ts';

test('two tabs sign in at once, each for its own program', async ({
  startProgram,
  person,
  context,
}) => {
  const left = person;
  const right = new Person(await context.newPage());
  const notes = await startProgram({ name: 'Notes' });
  const mail = await startProgram({
    name: 'Mail',
    openBrowser: (url) => right.page.goto(url.href),
  });
  const notesCalled = notes.authorize('mcp:read');
  const mailCalled = mail.authorize('mcp:read mcp:write');

  await left.continueWith('GitHub');
  await right.continueWith('GitHub');
  await left.chooseAccount('ada');
  await left.seesConsentFor('Notes');
  await right.chooseAccount('ada');
  await right.seesConsentFor('Mail');
  await expect(left.scope('mcp:write')).toHaveCount(0);
  await right.allow();
  await left.allow();
  await Promise.all([notesCalled, mailCalled]);
  expect(notes.remembered.tokens?.scope).toBe('mcp:read');
  expect(mail.remembered.tokens?.scope).toBe('mcp:read mcp:write');
});

test('reloading the sign-in page and the consent page changes nothing', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram({ name: 'Notes' });
  const called = program.callTool('whoami');
  await expect(person.heading).toHaveText(/^Sign in to /);
  await person.page.reload();
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Notes');
  await person.page.reload();
  await person.seesConsentFor('Notes');
  await person.allow();
  expect(await called).toContain('"login": "ada"');
});

test('going back from the consent page to the sign-in page leads on to it', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram({ name: 'Notes' });
  const called = program.callTool('whoami');
  await expect(person.heading).toHaveText(/^Sign in to /);
  const loginPage = person.page.url();
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Notes');
  const consentPage = person.page.url();

  await person.page.goto(loginPage);
  expect(person.page.url()).toBe(consentPage);
  await person.seesConsentFor('Notes');
  await person.allow();
  await called;
});

test('a finished request visited again, by Back or by its address, says that it is already done', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Test program');
  const consentPage = person.page.url();
  await person.allow();
  await called;
  await person.isBackInTheProgram();

  await person.page.goBack();
  await expect(person.heading).toHaveText('Already done');
  const again = await person.page.goto(consentPage);
  expect(again?.status()).toBe(200);
  await expect(person.heading).toHaveText('Already done');
  expect((await person.page.reload())?.status()).toBe(200);
});

test('a double click on Allow allows once', async ({ startProgram, person }) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await person.reads();
  await person.allowButton.dblclick();
  expect(await called).toContain('"login": "ada"');
  await person.isBackInTheProgram();
});

test('a double click on the provider signs in once', async ({ startProgram, person }) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.button('Continue with GitHub').dblclick();
  await person.chooseAccount('ada');
  await person.allow();
  expect(await called).toContain('"login": "ada"');
});

test('a link to somebody else’s request ends on a page that explains it', async ({
  startProgram,
  person,
  anotherBrowser,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await expect(person.heading).toHaveText(/^Sign in to /);
  const stranger = await anotherBrowser();
  const response = await stranger.page.goto(person.page.url());
  expect(response?.status()).toBe(400);
  await expect(stranger.heading).toHaveText('This page is out of date');
  await expect(stranger.page.getByText('Start again from your app.')).toBeVisible();
  expect(response?.headers()['location']).toBeUndefined();

  await person.signIn('GitHub', 'ada');
  await person.allow();
  await called;
});

test('an address that never was a request ends on the same page', async ({ person, stack }) => {
  const response = await person.page.goto(`${stack.issuer}/interaction/never-was-one`);
  expect(response?.status()).toBe(400);
  await expect(person.heading).toHaveText('This page is out of date');
});

test('“Not you?” lets somebody else sign in, and the program gets that person', async ({
  startProgram,
  person,
}) => {
  const program = await startProgram();
  const called = program.callTool('whoami');
  await person.signIn('GitHub', 'ada');
  await expect(person.page.getByText('Ada Lovelace')).toBeVisible();
  await person.button('Not you?').click();
  await expect(person.heading).toHaveText(/^Sign in to /);
  await person.signIn('GitHub', 'grace');
  await expect(person.page.getByText('Grace Hopper')).toBeVisible();
  await expect(person.page.getByText('Ada Lovelace')).toHaveCount(0);
  await person.allow();
  expect(await called).toContain('"login": "grace"');
});

test('a person who is signed in already goes straight to the consent page', async ({
  startProgram,
  person,
}) => {
  const first = await startProgram({ name: 'First' });
  await person.connects(first);

  const second = await startProgram({ name: 'Second' });
  const secondCalled = second.callTool('whoami');
  await person.seesConsentFor('Second');
  await person.allow();
  expect(await secondCalled).toContain('"login": "ada"');
});
