import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { runAuth } from './actors/auth-process.ts';
import {
  type Answer,
  Client,
  claimsOf,
  HTTPS_REDIRECT,
  type Tokens,
  tokensOf,
} from './actors/client.ts';
import { expectPageHeaders } from './actors/expect-page.ts';
import { formTo, headingOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ withMcp: false, auth: { RESOURCES } });
});
afterAll(() => stack?.stop());

describe('a restart, on the embedded database', () => {
  let client: Client;
  let confidential: Client;
  let person: Person;
  let tokens: Tokens;
  let keys: string;
  let codeOverRestart: Answer;
  const readKeys = async () => (await fetch(new URL('/jwks', stack.issuer))).text();

  beforeAll(async () => {
    client = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
    confidential = await Client.register(stack.issuer, {
      token_endpoint_auth_method: 'client_secret_post',
    });
    person = new Person(stack);
    tokens = await client.obtainTokens(person);
    keys = await readKeys();
    const code = await confidential.obtainCode(person);
    await stack.auth.restart();
    codeOverRestart = await confidential.exchange(code);
  });

  test('keeps a code that was in somebody’s hands meanwhile', () => {
    expect(codeOverRestart.status).toBe(200);
  });

  test('keeps the keys', async () => {
    expect(await readKeys()).toBe(keys);
  });

  test('keeps the session, the client and the consent', async () => {
    const page = await person.browser.open(client.authorizationUrl());
    expect(page.isOutside, headingOf(page)).toBe(true);
    expect(page.url.searchParams.get('code')).toMatch(/^[\w-]+$/);
  });

  test('keeps refresh tokens', async () => {
    const next = tokensOf(await client.refresh(tokens));
    expect(claimsOf(next.access_token).gid).toBe(claimsOf(tokens.access_token).gid);
    tokens = next;
  });

  test('by a crash loses nothing that was answered', async () => {
    const next = tokensOf(await client.refresh(tokens));
    const late = await Client.register(stack.issuer);
    await stack.auth.stop('SIGKILL');
    await stack.auth.start();
    expect((await client.refresh(next)).status).toBe(200);
    expect((await late.obtainTokens(person)).access_token).toBeTypeOf('string');
  });
});

describe('a second process', () => {
  test('on the same data directory is refused in a sentence, and the first goes on', async () => {
    const { exitCode, output } = await runAuth({ GATEHOUSE_DATA_DIR: stack.dataDirectory });
    expect(exitCode).not.toBe(0);
    expect(output).toContain(`The data directory ${stack.dataDirectory} is in use by process`);
    expect(output).toContain('Stop that process first');
    expect(output).not.toMatch(/\n\s+at /);
    expect((await Client.register(stack.issuer)).clientId).toMatch(/^client_/);
  });

  test('on the same port is refused in a sentence that names the variable', async () => {
    const { port } = new URL(stack.issuer);
    const dataDirectory = `${stack.dataDirectory}/second`;
    await mkdir(dataDirectory);
    const { exitCode, output } = await runAuth({
      PUBLIC_URL: stack.issuer,
      GATEHOUSE_DATA_DIR: dataDirectory,
    });
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      new RegExp(`^Port ${port} on \\S+ \\(PORT, .*\\) is taken by another program: .*PORT`, 'm'),
    );
    expect(output).not.toMatch(/\n\s+at /);
  });
});

describe('somebody who is admitted no more', () => {
  let client: Client;
  let ada: Tokens;
  let grace: Tokens;
  let signedIn: Person;
  beforeAll(async () => {
    client = await Client.register(stack.issuer);
    signedIn = new Person(stack);
    ada = await client.obtainTokens(signedIn);
    grace = await client.obtainTokens(new Person(stack), {}, { as: 'grace' });
    await stack.auth.restart({ ADMIT: 'grace@example.org' });
  });

  test('cannot refresh; others can', async () => {
    const { status, body } = await client.refresh(ada);
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_grant');
    expect((await client.refresh(grace)).status).toBe(200);
  });

  test('is asked to sign in again, though they have a session', async () => {
    const page = await signedIn.browser.open(client.authorizationUrl());
    expect(page.status).toBe(200);
    expect(formTo(page, '/login')).toBeDefined();
    const silent = await signedIn.browser.open(client.authorizationUrl({ prompt: 'none' }));
    expect(silent.url.searchParams.get('error')).toBe('login_required');
  });

  test('cannot sign in', async () => {
    const page = await new Person(stack).open(client.authorizationUrl());
    expect(page).toMatchObject({ status: 403, isOutside: false });
    expect(headingOf(page)).toMatch(/no access/i);
    expect(page.html).toContain('ada@example.com');
    expectPageHeaders(page.headers);
  });

  test('can return to the program with a no', async () => {
    const person = new Person(stack);
    const page = await person.open(client.authorizationUrl());
    const back = await person.goOn(await person.browser.submit(formTo(page, '/cancel')!, page));
    expect(back.url.searchParams.get('error')).toBe('access_denied');
  });

  test('can choose another account', async () => {
    const person = new Person(stack);
    const page = await person.open(client.authorizationUrl());
    const login = await person.browser.submit(formTo(page, '/switch')!, page);
    const consent = await person.signIn(login, { as: 'grace' });
    expect(formTo(consent, '/consent')).toBeDefined();
  });
});
