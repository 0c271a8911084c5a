/**
 * A server at which clients register with tokens that commands make, and with no other: REGISTRATION_TOKEN
 * is not set. Its database is embedded, so commands go through the server.
 */
import { embeddedDirectory } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { type Answer, answerOf, HTTPS_REDIRECT } from './actors/client.ts';
import { Gatehouse } from './actors/gatehouse.ts';
import { RESOURCES } from './actors/resources.ts';

interface Token {
  readonly id: string;
  readonly token: string;
}

let stack: Stack;
let gatehouse: Gatehouse;
/** one without an end */
let endless: Token;
beforeAll(async () => {
  const limits = { LIMITS: 'on', LIMIT_REGISTRATION_FAILURES: '60/1h' };
  const dataTemplate = await embeddedDirectory();
  stack = await startStack({
    dataTemplate,
    withMcp: false,
    auth: { RESOURCES, REGISTRATION: 'token', LOG_LEVEL: 'info', ...limits },
  });
  gatehouse = Gatehouse.of(stack);
  endless = await add();
});
afterAll(() => stack?.stop());

const add = (...options: string[]) =>
  gatehouse.json<Token>('registration-tokens', 'add', ...options);
const listed = async (id: string) => {
  const { tokens } = await gatehouse.json<{ tokens: Token[] }>('registration-tokens', 'list');
  return tokens.find((one) => one.id === id);
};

async function register(token?: string, metadata: object = {}): Promise<Answer> {
  const body = { redirect_uris: [HTTPS_REDIRECT], token_endpoint_auth_method: 'none', ...metadata };
  return answerOf(
    await fetch(new URL('/reg', stack.issuer), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    }),
  );
}

test('is shown once, with what it begins with', async () => {
  const { id, token } = await add('--label', 'CI', '--uses', '2', '--expires', '7d');
  expect(token).toMatch(/^gatehouse_iat_[\w-]{43}$/);
  expect(await listed(id)).toMatchObject({ label: 'CI', uses: 2, used: 0, state: 'valid' });
  const { stdout } = await gatehouse.run('registration-tokens', 'list');
  expect(stdout).toMatch(new RegExp(`^${id}  made .*  0 of 2 used  expires .*  CI$`, 'm'));
  const all = stdout + (await gatehouse.run('registration-tokens', 'list', '--json')).stdout;
  expect(all).not.toContain(token);
});

test('registers as many clients as it has uses, which say which one it was', async () => {
  const { id, token } = await add('--uses', '2');
  const first = await register(token);
  expect(first.status).toBe(201);
  expect((await register(token)).status).toBe(201);
  const { status, headers, body } = await register(token);
  expect([status, body.error]).toEqual([401, 'invalid_token']);
  expect(body.error_description).toBe('the initial access token has no use left');
  expect(headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
  expect(await listed(id)).toMatchObject({ used: 2, state: 'used_up' });
  const shown = await gatehouse.json('clients', 'show', String(first.body.client_id));
  expect(shown.registration_token_id).toBe(id);
});

test('of parallel registrations with one use left, one succeeds', async () => {
  const { id, token } = await add('--uses', '1');
  const answers = await Promise.all(Array.from({ length: 6 }, () => register(token)));
  const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
  expect(statuses).toEqual([201, 401, 401, 401, 401, 401]);
  expect(await listed(id)).toMatchObject({ used: 1 });
});

test.each([
  ['a redirect that is refused', { redirect_uris: ['http://elsewhere.example/'] }],
  ['keys', { token_endpoint_auth_method: 'private_key_jwt' }],
])('a registration that is refused for %s takes no use', async (_what, metadata) => {
  const { token } = await add('--uses', '1');
  expect((await register(token, metadata)).status).toBe(400);
  expect((await register(token)).status).toBe(201);
});

describe('registers nobody', () => {
  const refused = async (token: string | undefined, description: string) => {
    const { status, headers, body } = await register(token);
    expect([status, body.error, body.error_description]).toEqual([
      401,
      'invalid_token',
      description,
    ]);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm=/);
  };

  test('without one', () => refused(undefined, 'no access token provided'));

  test('that was made up, or is another kind of token', async () => {
    const { body } = await register(endless.token);
    for (const other of ['gatehouse_iat_x', 'undefined', body.registration_access_token]) {
      await refused(String(other), 'the initial access token is unknown');
    }
  });

  test('whose id is all that is known', async () => {
    await refused(endless.id, 'the initial access token is unknown');
  });

  test('that was removed; clients that registered with it stay', async () => {
    const { id, token } = await add();
    const { body } = await register(token);
    const removed = await gatehouse.run('registration-tokens', 'remove', id);
    expect(removed.stdout).toBe(`Removed ${id}. Clients that registered with it stay.\n`);
    await refused(token, 'the initial access token is unknown');
    const own = await fetch(String(body.registration_client_uri), {
      headers: { authorization: `Bearer ${String(body.registration_access_token)}` },
    });
    expect(own.status).toBe(200);
  });

  test('that has expired', async () => {
    const { token } = await add('--expires', '1s');
    const unusable = { redirect_uris: [] };
    await expect
      .poll(async () => (await register(token, unusable)).status, {
        interval: 250,
        timeout: 10_000,
      })
      .toBe(401);
    await refused(token, 'the initial access token has expired');
  });
});

test('an initial access token manages no client', async () => {
  const { body } = await register(endless.token);
  const answer = await fetch(String(body.registration_client_uri), {
    headers: { authorization: `Bearer ${endless.token}` },
  });
  expect(answer.status).toBe(401);
});

test('a command says what is wrong with what was typed', async () => {
  const failed = { exitCode: 1, stdout: '' };
  expect(await gatehouse.run('registration-tokens', 'remove', 'token_x')).toMatchObject({
    ...failed,
    stderr: expect.stringContaining('There is no registration token "token_x".') as string,
  });
  expect(await gatehouse.run('registration-tokens', 'add', '--expires', '0s')).toMatchObject({
    ...failed,
    stderr: expect.stringContaining('--expires') as string,
  });
  expect(await gatehouse.run('registration-tokens', 'add', '--uses', 'many')).toMatchObject({
    exitCode: 2,
  });
});

test('a command that opens the database itself makes, lists and removes them, too', async () => {
  const beside = Gatehouse.of(inject('stack'));
  const { stdout: made, stderr } = await beside.run(
    'registration-tokens',
    'add',
    '--label',
    'Beside',
    '--json',
  );
  const { id, token } = JSON.parse(made) as Token;
  expect(token).toMatch(/^gatehouse_iat_/);
  // Nothing says to this command how clients register at its server, which is openly.
  expect(stderr).toContain('REGISTRATION is open: clients register without a token.');
  const search = ['--search', 'beSIDE'];
  const { stdout } = await beside.run('registration-tokens', 'list', ...search);
  expect(stdout).toContain(`${id}  made`);
  await beside.json('registration-tokens', 'remove', id);
  const none = await beside.run('registration-tokens', 'list', ...search);
  expect(none.stdout).toBe('There are no such registration tokens.\n');
});

test('whoever guesses is refused, as for any registration', async () => {
  const guesses = [];
  for (let n = 0; n < 61; n += 1) guesses.push((await register(`gatehouse_iat_${n}`)).status);
  expect(guesses).toContain(401);
  expect(guesses.at(-1)).toBe(429);
  expect((await fetch(new URL('/reg/client_x', stack.issuer))).status).toBe(429);
  expect(stack.auth.output).not.toMatch(/gatehouse_[ir]at_/);
});
