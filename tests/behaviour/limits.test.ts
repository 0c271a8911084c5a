import { randomBytes } from 'node:crypto';
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { expectRefusal, from, newAddress, repeat, send, statuses } from './actors/addresses.ts';
import { answerOf, Client, HTTPS_REDIRECT, type Tokens } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { rawRequest } from './actors/raw-request.ts';
import { RESOURCES } from './actors/resources.ts';

const newKey = () => randomBytes(32).toString('base64');

/** Small enough to reach, in a window that no test outlives. */
const LIMITS = {
  LIMITS: 'on',
  LIMIT_CLIENT_FAILURES: '3/1h',
  LIMIT_GRANT_FAILURES: '5/1h',
  LIMIT_REGISTRATIONS: '6/1h',
  LIMIT_REGISTRATIONS_TOTAL: '24/1h',
  LIMIT_AUTHORIZATIONS: '10/1h',
  LIMIT_SIGN_INS: '4/1h',
  LIMIT_DOCUMENTS: '3/1h',
  LIMIT_DOCUMENTS_HOST: '5/1h',
};

/** behind a proxy that it trusts */
let one: Stack;
/** another replica, which trusts nobody */
let two: Stack;
beforeAll(async () => {
  const databaseUrl = await testDatabaseUrl();
  const auth = { RESOURCES, ENCRYPTION_KEYS: newKey(), COOKIE_KEYS: newKey(), ...LIMITS };
  one = await startStack({
    databaseUrl,
    withMcp: false,
    auth: { ...auth, TRUST_PROXY: 'loopback' },
  });
  two = await startStack({ databaseUrl, withMcp: false, auth });
});
afterAll(() => Promise.all([one?.stop(), two?.stop()]));

describe('a client with a secret', () => {
  let client: Client;
  let tokens: Tokens;
  beforeAll(async () => {
    client = await Client.register(one.issuer, {
      redirect_uris: [HTTPS_REDIRECT],
      token_endpoint_auth_method: 'client_secret_post',
    });
    tokens = await client.obtainTokens(new Person(one));
  });
  const refresh = async (
    stack: Stack,
    address: string | undefined,
    secret = client.clientSecret,
  ) => {
    const answer = await send(stack, '/token', address, {
      grant_type: 'refresh_token',
      client_id: client.clientId,
      client_secret: secret,
      refresh_token: tokens.refresh_token,
    });
    if (answer.status === 200) tokens = answer.body as unknown as Tokens;
    return answer;
  };

  test('cannot be guessed: who fails is refused, even with the right one, and told when to come back', async () => {
    const guesser = newAddress();
    const guesses = await repeat(3, () => refresh(one, guesser, 'wrong'));
    expect(statuses(guesses)).toEqual([401, 401, 401]);
    expectRefusal(await refresh(one, guesser, 'wrong'));
    expectRefusal(await refresh(one, guesser));
  });

  test('is served at another address, while somebody guesses in its name', async () => {
    const guesser = newAddress();
    await repeat(4, () => refresh(one, guesser, 'wrong'));
    expect((await refresh(one, guesser)).status).toBe(429);
    expect((await refresh(one, newAddress())).status).toBe(200);
  });

  test('is not held up by what it gets right', async () => {
    const address = newAddress();
    expect(statuses(await repeat(8, () => refresh(one, address)))).toEqual(Array(8).fill(200));
  });

  test.each(['revocation', 'introspection'])(
    'cannot be guessed at the %s endpoint instead',
    async (endpoint) => {
      const guesser = newAddress();
      const guess = () =>
        send(one, `/token/${endpoint}`, guesser, {
          client_id: client.clientId,
          client_secret: 'wrong',
          token: 'x',
        });
      expect(statuses(await repeat(3, guess))).toEqual([401, 401, 401]);
      expectRefusal(await guess());
      expectRefusal(await refresh(one, guesser));
    },
  );

  test('is protected across a restart', async () => {
    const guesser = newAddress();
    await repeat(3, () => refresh(one, guesser, 'wrong'));
    await one.auth.restart();
    // The first one is counted, and then the new process knows, too.
    expect(statuses(await repeat(3, () => refresh(one, guesser, 'wrong')))).toEqual([
      401, 429, 429,
    ]);
  });

  test('is protected by all replicas together', async () => {
    await repeat(2, () => refresh(one, undefined, 'wrong'));
    // The third failure anywhere is the last: now both know.
    const elsewhere = await repeat(2, () => refresh(two, undefined, 'wrong'));
    expect(statuses(elsewhere)).toEqual([401, 429]);
  });

  test('is protected from addresses that somebody makes up, where no proxy is trusted', async () => {
    const other = await Client.register(two.issuer, {
      token_endpoint_auth_method: 'client_secret_post',
    });
    const guess = () =>
      send(two, '/token', newAddress(), {
        grant_type: 'refresh_token',
        client_id: other.clientId,
        client_secret: 'wrong',
        refresh_token: 'x',
      });
    expect(statuses(await repeat(5, guess))).toEqual([401, 401, 401, 429, 429]);
  });

  test.each([
    ['an IPv6 network', (turn: number) => `2001:db8:0:7::${turn + 1}`],
    [
      'one IPv4 address in many spellings',
      (turn: number) =>
        ['198.51.100.9', '::ffff:198.51.100.9', '::FFFF:c633:6409', '198.51.100.9:80'][turn % 4]!,
    ],
    ['addresses that are none', (turn: number) => ['a', '1.2.3', '[', '::ffff:zz'][turn % 4]!],
  ])('is protected from %s as from one', async (_what, address) => {
    let turn = -1;
    const answers = await repeat(5, () => {
      turn += 1;
      return refresh(one, address(turn), 'wrong');
    });
    expect(statuses(answers)).toEqual([401, 401, 401, 429, 429]);
  });

  test('is served in the next IPv6 network', async () => {
    await repeat(4, () => refresh(one, '2001:db8:0:8::1', 'wrong'));
    expect((await refresh(one, '2001:db8:0:8::2')).status).toBe(429);
    expect((await refresh(one, '2001:db8:0:9::1')).status).toBe(200);
  });
});

test('refresh tokens and codes cannot be guessed on and on', async () => {
  const client = await Client.register(one.issuer);
  const guesser = newAddress();
  const guess = (fields: Record<string, string>) =>
    send(one, '/token', guesser, { client_id: client.clientId, ...fields });
  const token = { grant_type: 'refresh_token', refresh_token: 'x'.repeat(43) };
  const code = {
    grant_type: 'authorization_code',
    code: 'x'.repeat(43),
    code_verifier: 'x'.repeat(43),
    redirect_uri: client.redirectUri,
  };
  expect(statuses(await repeat(3, () => guess(token)))).toEqual([400, 400, 400]);
  expect(statuses(await repeat(2, () => guess(code)))).toEqual([400, 400]);
  expectRefusal(await guess(token));
  expectRefusal(await guess(code));
});

test('clients that do not exist are counted together, and hold up nobody who does', async () => {
  const address = newAddress();
  let turn = 0;
  const nobody = () => {
    turn += 1;
    return send(one, '/token', address, {
      client_id: `client_nobody_${turn}`,
      grant_type: 'refresh_token',
      refresh_token: 'x',
    });
  };
  expect(statuses(await repeat(3, nobody))).toEqual([401, 401, 401]);
  expectRefusal(await nobody());
  const client = await Client.register(one.issuer);
  const known = await send(one, '/token', address, {
    client_id: client.clientId,
    grant_type: 'refresh_token',
    refresh_token: 'x',
  });
  expect(known.status).toBe(400);
});

describe('what a browser begins', () => {
  const page = (path: string, address: string, init: RequestInit = {}) =>
    fetch(new URL(path, one.issuer), {
      redirect: 'manual',
      ...init,
      headers: { accept: 'text/html', ...from(address) },
    });

  test('is limited for each address, and ends on a page that says so', async () => {
    const client = await Client.register(one.issuer);
    const { pathname, search } = client.authorizationUrl();
    const address = newAddress();
    const begin = () => page(`${pathname}${search}`, address);
    expect(statuses(await repeat(10, begin))).toEqual(Array(10).fill(303));
    const refused = await begin();
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(3500);
    const text = await refused.text();
    expect(text).toContain('<h1>Too many tries</h1>');
    const [, until = ''] =
      /Try again <strong>in (?:59|60) minutes<\/strong>, at <time datetime="([^"]+)"/.exec(text) ??
      [];
    const told = Date.parse(refused.headers.get('date')!) + wait * 1000;
    expect(Math.abs(Date.parse(until) - told), 'what Retry-After says').toBeLessThan(30_000);
    const json = { headers: { accept: 'application/json', ...from(address) } };
    const document = await fetch(new URL(`${pathname}${search}`, one.issuer), json);
    expect(await document.json()).toEqual({
      error: 'too_many_requests',
      error_description: expect.stringMatching(/Try again in (?:59|60) minutes\.$/),
    });
    expect((await page(`${pathname}${search}`, newAddress())).status).toBe(303);
  });

  test('at GitHub or Google is limited, too', async () => {
    const address = newAddress();
    const begin = () => page('/interaction/x/login', address, { method: 'POST' });
    expect(statuses(await repeat(4, begin))).not.toContain(429);
    expect((await begin()).status).toBe(429);
  });
});

describe('documents of clients', () => {
  // Special-use addresses: nothing is ever asked of them, and that counts all the same.
  const ask = (host: string, address: string) =>
    fetch(
      new Client(one.issuer, `https://${host}/client.json`, HTTPS_REDIRECT).authorizationUrl(),
      { redirect: 'manual', headers: { accept: 'text/html', ...from(address) } },
    );

  test('are read so often for an address, and then its clients are told when to come back', async () => {
    const address = newAddress();
    const answers = await repeat(3, () => ask('192.0.2.1', address));
    expect(statuses(answers)).toEqual([400, 400, 400]);
    const refused = await ask('192.0.2.1', address);
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(3500);
    expect(await refused.text()).toMatch(/Try again <strong>in (?:59|60) minutes</);
    expect((await ask('192.0.2.1', newAddress())).status).toBe(400);
  });

  test('are asked of a host so often, by whomever', async () => {
    const answers = await repeat(6, () => ask('192.0.2.2', newAddress()));
    expect(statuses(answers)).toEqual([400, 400, 400, 400, 400, 429]);
    expect((await ask('192.0.2.3', newAddress())).status).toBe(400);
  });
});

test('a forwarded address that is none is no failure of the server', async () => {
  const { host } = new URL(one.issuer);
  for (const address of ['a', ',', 'a, b', '"', '[::1', '%', '1.2.3.4.5', 'x'.repeat(5000)]) {
    const lines = [`GET /auth HTTP/1.1`, `Host: ${host}`, `X-Forwarded-For: ${address}`];
    expect((await rawRequest(one.issuer, lines)).status).toBeLessThan(500);
  }
});

// Last, because it uses up what everybody may register.
describe('registration', () => {
  const register = async (address: string) =>
    answerOf(
      await fetch(new URL('/reg', one.issuer), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...from(address) },
        body: JSON.stringify({ redirect_uris: [HTTPS_REDIRECT] }),
      }),
    );

  test('is limited for each address', async () => {
    const address = newAddress();
    expect(statuses(await repeat(6, () => register(address)))).toEqual(Array(6).fill(201));
    expectRefusal(await register(address));
    expect((await register(newAddress())).status).toBe(201);
  });

  test('is limited for everybody together', async () => {
    const answers = await repeat(25, () => register(newAddress()));
    expect(statuses(answers.slice(0, 5))).toEqual(Array(5).fill(201));
    expectRefusal(answers.at(-1)!);
  });
});
