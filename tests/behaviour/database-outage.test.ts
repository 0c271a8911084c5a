import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, startCluster } from '@gatehouse/database/testing/postgres';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import {
  answerOf,
  Client,
  type Code,
  registrationAnswer,
  type Tokens,
  tokensOf,
} from './actors/client.ts';
import { expectPageHeaders } from './actors/expect-page.ts';
import { headingOf, type Page, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

let cluster: Cluster;
let stack: Stack;
let client: Client;
let person: Person;
let tokens: Tokens;
beforeAll(async () => {
  cluster = await startCluster();
  stack = await startStack({
    databaseUrl: cluster.url,
    withMcp: false,
    auth: { RESOURCES, DATABASE_POOL_SIZE: '3' },
  });
  client = await Client.register(stack.issuer);
  person = new Person(stack);
});
afterAll(async () => {
  await stack?.stop();
  await cluster?.stop();
});
beforeEach(async () => {
  tokens = await client.obtainTokens(person);
});

const readiness = async () => (await fetch(new URL('/readyz', stack.operationsUrl))).status;
const liveness = async () => (await fetch(new URL('/healthz', stack.operationsUrl))).status;

/** Fetches JSON as a program does. */
async function get(path: string, headers: Record<string, string> = {}) {
  return answerOf(await fetch(new URL(path, stack.issuer), { headers, redirect: 'manual' }));
}

function expectUnavailable({ status, headers, body }: Awaited<ReturnType<typeof get>>): void {
  expect(status).toBe(503);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(10);
  expect(headers.get('cache-control')).toContain('no-store');
  expect(headers.get('www-authenticate')).toBeNull();
  expect(headers.get('set-cookie')).toBeNull();
  expect(headers.get('location')).toBeNull();
  expect(body).toEqual({
    error: 'temporarily_unavailable',
    error_description: expect.stringMatching(/safe to try again/),
  });
}

function expectUnavailablePage(page: Page): void {
  expect(page).toMatchObject({ status: 503, isOutside: false });
  expect(page.headers.get('retry-after')).toMatch(/^\d$/);
  expect(page.headers.get('set-cookie')).toBeNull();
  expect(headingOf(page)).toBe('This server cannot answer just now');
  const wait = page.headers.get('retry-after');
  expect(textOf(page.html)).toContain(`Try again in ${wait} seconds`);
  expect(page.html).toContain('temporarily_unavailable');
  expectPageHeaders(page.headers);
}

/**
 * What is promised is ten seconds, on a machine that has nothing else to do: `faults/bad-days.test.ts`
 * measures it alone. Here it only has to end by itself (milliseconds).
 */
const BOUND = 30_000;

/** Ready again by itself. */
async function expectRecovery(since = Date.now()): Promise<void> {
  await expect.poll(readiness, { timeout: BOUND, interval: 100 }).toBe(200);
  expect(Date.now() - since).toBeLessThan(BOUND);
  tokens = tokensOf(await client.refresh(tokens));
  tokens = tokensOf(await client.refresh(tokens));
}

describe('while the database is stopped', () => {
  let other: Client;
  let code: Code;
  let confidential: Client;
  beforeEach(async () => {
    confidential = await Client.register(stack.issuer, {
      token_endpoint_auth_method: 'client_secret_basic',
    });
    other = await Client.register(stack.issuer);
    code = await other.obtainCode(person);
    await cluster.halt();
    return async () => {
      const since = Date.now();
      await cluster.start();
      await expectRecovery(since);
    };
  });

  test('every endpoint for programs says 503 and when to try again, and nothing is used up', async () => {
    expectUnavailable(await client.refresh(tokens));
    expectUnavailable(await other.exchange(code));
    expectUnavailable(await client.revoke(tokens.refresh_token));
    expectUnavailable(await client.revoke(tokens.access_token));
    expectUnavailable(await registrationAnswer(stack.issuer, {}));
    expectUnavailable(await get('/.well-known/oauth-authorization-server'));
    expectUnavailable(await get('/.well-known/openid-configuration'));
    expectUnavailable(await get('/me', { authorization: `Bearer ${'x'.repeat(43)}` }));
    expectUnavailable(
      await confidential.token({ grant_type: 'refresh_token', refresh_token: 'x' }),
    );
    await cluster.start();
    await expectRecovery();
    expect((await other.exchange(code)).status).toBe(200);
  });

  test('a browser gets a page of ours and is not sent back to the client', async () => {
    expectUnavailablePage(await person.browser.open(client.authorizationUrl()));
    for (const path of ['/', '/auth/unknown', '/interaction/unknown']) {
      const { status } = await fetch(new URL(path, stack.issuer), {
        headers: { accept: 'text/html', cookie: '_interaction=unknown' },
        redirect: 'manual',
      });
      expect([path, status]).toEqual([path, 503]);
    }
  });

  test('it is alive and not ready', async () => {
    // What was written a second ago at most counts.
    await expect.poll(readiness).toBe(503);
    expect(await liveness()).toBe(200);
  });

  test('the log has a line for the fault and not one for each request', async () => {
    const before = stack.auth.output.length;
    await Promise.all(Array.from({ length: 40 }, () => client.refresh(tokens)));
    const lines = stack.auth.output.slice(before).split('\n');
    const errors = lines.filter((line) => line.includes('"level":50'));
    expect(lines.filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(30);
    expect(errors.length).toBeLessThan(4);
    expect(errors.join('')).not.toContain(tokens.refresh_token);
    expect(errors.join('')).not.toContain(new URL(cluster.url).password);
  });
});

test('a sign-in that was under way during a restart goes on with the page it had', async () => {
  const somebody = new Person(stack);
  const login = await somebody.browser.open(client.authorizationUrl());
  await cluster.restart();
  await expectRecovery();
  const page = await somebody.signIn(login);
  const end = await somebody.decide(page);
  expect(end.url.searchParams.get('code')).toMatch(/^[\w-]+$/);
});

test('a person who comes back from the provider meanwhile gets in by loading the page again', async () => {
  const somebody = new Person(stack);
  const login = await somebody.browser.open(client.authorizationUrl());
  const upstream = await somebody.chooseProvider(login, 'github');
  await cluster.halt();
  const callback = await somebody.chooseAccount(upstream, 'ada');
  expectUnavailablePage(callback);
  expect(callback.url.pathname).toBe('/callback/github');
  await cluster.start();
  await expectRecovery();
  const end = await somebody.decide(await somebody.browser.open(callback.url));
  expect(end.url.searchParams.get('code')).toMatch(/^[\w-]+$/);
});

test('a database that stands still is answered for within its bounds, and nothing is lost', async () => {
  await cluster.pause();
  const began = Date.now();
  const answers = await Promise.all([
    client.refresh(tokens),
    ...Array.from({ length: 8 }, () => get('/.well-known/oauth-authorization-server')),
  ]);
  for (const answer of answers) expectUnavailable(answer);
  expect(Date.now() - began).toBeLessThan(BOUND);
  expectUnavailablePage(await person.browser.open(client.authorizationUrl()));
  const asked = Date.now();
  expect(await readiness()).toBe(503);
  // A question to the database itself would have waited five seconds at least.
  expect(Date.now() - asked).toBeLessThan(4_500);
  expect(await liveness()).toBe(200);
  const since = Date.now();
  await cluster.resume();
  await expectRecovery(since);
});

test('a database that became a replica is not written to, and found again as the primary', async () => {
  const admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  await admin.query('ALTER SYSTEM SET default_transaction_read_only = on');
  await admin.query('SELECT pg_reload_conf()');
  await expect.poll(readiness).toBe(503);
  expectUnavailable(await client.refresh(tokens));
  expectUnavailable(await registrationAnswer(stack.issuer, {}));
  expect(await liveness()).toBe(200);
  await admin.query('SET default_transaction_read_only = off');
  await admin.query('ALTER SYSTEM RESET default_transaction_read_only');
  const since = Date.now();
  await admin.query('SELECT pg_reload_conf()');
  await admin.end();
  await expectRecovery(since);
});

test('a lock that is held too long starves nobody for longer than the bounds', async () => {
  const admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  await admin.query('BEGIN; LOCK TABLE grants');
  const began = Date.now();
  const answers = await Promise.all(Array.from({ length: 9 }, () => client.refresh(tokens)));
  for (const answer of answers) expectUnavailable(answer);
  expect(Date.now() - began).toBeLessThan(BOUND);
  await admin.query('ROLLBACK');
  await admin.end();
  await expectRecovery();
});

test('connections that are cut all the time lose no session', async () => {
  const admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  let refused = 0;
  const ends = Date.now() + 3_000;
  const cutting = (async () => {
    while (Date.now() < ends) {
      await admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gatehouse'",
      );
      await delay(50);
    }
  })();
  while (Date.now() < ends) {
    const answer = await client.refresh(tokens);
    if (answer.status === 503) refused += 1;
    else tokens = tokensOf(answer);
  }
  await cutting;
  await admin.end();
  expect(refused).toBeLessThan(1_000);
  await expectRecovery();
});
