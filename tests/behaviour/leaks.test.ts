import { randomBytes } from 'node:crypto';
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { type Collector, startCollector } from '@gatehouse/telemetry/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client, HTTPS_REDIRECT, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

const canary = (what: string) => `canary-${what}-${randomBytes(24).toString('base64url')}`;
const key = () => randomBytes(32).toString('base64url');

const ENCRYPTION_KEYS = key();
const COOKIE_KEYS = key();
/** What the collector of traces asks for. */
const COLLECTOR_KEY = key();

/** Everything that must not be told, by what it is. */
const secrets = new Map<string, string>([
  ['encryption key', ENCRYPTION_KEYS],
  ['cookie key', COOKIE_KEYS],
  ['collector key', COLLECTOR_KEY],
]);

let collector: Collector;
/** all that the collector was sent, in bytes that are letters where they were */
let traces: string;
let stack: Stack;
beforeAll(async () => {
  collector = await startCollector();
  stack = await startStack({
    databaseUrl: await testDatabaseUrl(),
    withMcp: false,
    auth: {
      RESOURCES,
      LOG_LEVEL: 'trace',
      ENCRYPTION_KEYS,
      COOKIE_KEYS,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `api-key=${COLLECTOR_KEY}`,
    },
  });
  await useIt(stack);
  // Whatever is written on the way out counts, too.
  await stack.auth.stop();
  traces = collector.deliveries.map(({ body }) => body.toString('latin1')).join('\n');
});
afterAll(async () => {
  await stack?.stop();
  await collector?.close();
});

/** Everything that a client, a person and an attacker do, well and badly. */
async function useIt({ issuer }: Stack): Promise<void> {
  const person = new Person(stack);
  const client = await Client.register(issuer, {
    redirect_uris: [HTTPS_REDIRECT],
    token_endpoint_auth_method: 'client_secret_post',
  });
  secrets.set('client secret', client.clientSecret!);

  const state = canary('state');
  const nonce = canary('nonce');
  const hint = canary('login-hint');
  for (const [what, value] of Object.entries({ state, nonce, hint })) secrets.set(what, value);
  const code = await client.obtainCode(person, {
    state,
    nonce,
    login_hint: hint,
    scope: 'openid email notes:read',
  });
  secrets.set('code', code.code);
  secrets.set('code verifier', code.code_verifier);
  for (const { url } of person.browser.exchanges) {
    if (!url.pathname.startsWith('/callback')) continue;
    secrets.set('upstream code', url.searchParams.get('code')!);
    secrets.set('upstream state', url.searchParams.get('state')!);
  }
  for (const name of ['gatehouse_session', 'gatehouse_browser', 'gatehouse_form']) {
    secrets.set(`cookie ${name}`, person.browser.given(name).at(-1)!);
  }

  await client.exchange(code, { code_verifier: canary('wrong-verifier').padEnd(43, 'x') });
  const tokens = tokensOf(await client.exchange(code));
  const next = tokensOf(await client.refresh(tokens));
  secrets.set('access token', tokens.access_token);
  secrets.set('refresh token', tokens.refresh_token);
  secrets.set('ID token', tokens.id_token!);
  secrets.set('refreshed access token', next.access_token);
  secrets.set('successor', next.refresh_token);

  const guesses = {
    client_secret: canary('guessed-secret'),
    refresh_token: canary('guessed-token'),
    code: canary('guessed-code'),
  };
  for (const [what, value] of Object.entries(guesses)) secrets.set(`guessed ${what}`, value);
  await client.refresh(next, { client_secret: guesses.client_secret });
  await client.refresh({ refresh_token: guesses.refresh_token });
  await client.exchange({ code: guesses.code, code_verifier: 'x'.repeat(43) });
  await client.revoke(guesses.refresh_token);
  const bearer = canary('bearer');
  secrets.set('bearer', bearer);
  await fetch(new URL('/me', issuer), { headers: { authorization: `Bearer ${bearer}` } });

  const query = canary('query');
  secrets.set('query', query);
  for (const path of ['/auth', '/callback/github', '/nothing', '/auth/x', '/interaction/x']) {
    await person.browser.open(new URL(`${path}?state=${query}&code=${query}`, issuer));
  }
  await client.exchange(code);
  await client.revoke(next.refresh_token);
}

test('the log has written something about all this', () => {
  const lines = stack.auth.output.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.length).toBeGreaterThan(20);
  expect(stack.auth.output).toContain('/token');
});

test('the collector has heard of all this', () => {
  expect(collector.deliveries[0]?.headers['api-key']).toBe(COLLECTOR_KEY);
  expect(collector.spans.length).toBeGreaterThan(50);
  const names = new Set(collector.spans.map(({ name }) => name));
  expect(names).toContain('POST token');
  expect(names).toContain('GET callback');
});

describe('no log, at its most talkative, and no trace tells', () => {
  test.each([
    'encryption key',
    'cookie key',
    'collector key',
    'client secret',
    'state',
    'nonce',
    'hint',
    'code',
    'code verifier',
    'upstream code',
    'upstream state',
    'cookie gatehouse_session',
    'cookie gatehouse_browser',
    'cookie gatehouse_form',
    'access token',
    'refresh token',
    'ID token',
    'refreshed access token',
    'successor',
    'guessed client_secret',
    'guessed refresh_token',
    'guessed code',
    'bearer',
    'query',
  ])('the %s', (what) => {
    const secret = secrets.get(what);
    expect(secret?.length).toBeGreaterThan(10);
    expect(stack.auth.output).not.toContain(secret);
    expect(stack.auth.output).not.toContain(encodeURIComponent(secret!));
    expect(traces).not.toContain(secret);
    expect(traces).not.toContain(encodeURIComponent(secret!));
  });

  test('anything private of a key', () => {
    expect(stack.auth.output).not.toMatch(/"d":"[\w-]{20,}"/);
    expect(stack.auth.output).not.toContain('PRIVATE KEY');
  });
});

test('a line break or a colour in what is logged stays inside its line', async () => {
  await stack.auth.start();
  const before = stack.auth.output.length;
  await fetch(`${stack.issuer}/x%0a%7b%22level%22:50%7d%1b[31m`);
  await stack.auth.stop();
  const written = stack.auth.output.slice(before);
  expect(written).not.toContain('\u001b[31m');
  expect(written.split('\n')).not.toContain('{"level":50}');
});
