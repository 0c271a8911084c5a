/** What is told of requests that are refused, by the application as it runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ENVIRONMENT, send, serve, type Served } from '../../compose.fixture.ts';
import { ofType } from '../../events/testing/told-events.ts';

let directory: string;
let database: Database;
let served: Served;
let limited: Served;
/** nobody registers here */
let closed: Served;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-refusals-'));
  database = await openTestDatabase('server');
  const place = { directory, database };
  served = await serve({ ...ENVIRONMENT, LIMITS: 'off' }, place);
  const tight = { LIMIT_AUTHORIZATIONS: '1/1h', LIMIT_REGISTRATION_FAILURES: '1/1h' };
  limited = await serve({ ...ENVIRONMENT, ...tight }, place);
  closed = await serve({ ...ENVIRONMENT, REGISTRATION: 'off' }, place);
});
beforeEach(() => {
  for (const { happened } of [served, limited, closed]) happened.length = 0;
});
afterAll(async () => {
  for (const { server } of [served, limited, closed]) server.close().closeAllConnections();
  await database.close();
  rmSync(directory, { recursive: true });
});

const told = ({ happened }: Served) =>
  ofType(happened, 'request_refused').map(({ endpoint, error }) => [endpoint, error]);

const JSON_BODY = { 'content-type': 'application/json' };

test.each([
  ['by the library', 'POST', '/token', {}, 'token', 'invalid_client'],
  ['for its body', 'POST', '/token', JSON_BODY, 'token', 'invalid_request'],
  ['for its client', 'POST', '/token/introspection', {}, 'introspection', 'invalid_client'],
  ['for its client', 'POST', '/token/revocation', {}, 'revocation', 'invalid_client'],
  ['for its metadata', 'POST', '/reg', JSON_BODY, 'registration', 'invalid_request'],
  ['without a token', 'GET', '/me', {}, 'userinfo', 'invalid_token'],
  ['with a wrong token', 'GET', '/me', { authorization: 'Bearer x' }, 'userinfo', 'invalid_token'],
  ['for another host', 'POST', '/token', { host: 'elsewhere' }, 'token', 'misdirected_request'],
  ['for another host', 'GET', '/?x=1', { host: 'elsewhere' }, 'home', 'misdirected_request'],
  ['for another host', 'GET', '/nothing', { host: 'elsewhere' }, 'none', 'misdirected_request'],
  ['for a NUL', 'POST', '/token?x=%00', {}, 'token', 'invalid_request'],
  ['on a page', 'GET', '/auth?client_id=nobody', {}, 'authorization', 'invalid_client'],
  [
    'as JSON',
    'GET',
    '/auth?client_id=x',
    { accept: 'application/json' },
    'authorization',
    'invalid_client',
  ],
  ['when it goes on', 'GET', '/auth/unknown', {}, 'authorization', 'invalid_request'],
] as const)(
  'a request that is refused %s is told once: %s %s',
  async (_why, method, path, headers, endpoint, error) => {
    const { status } = await send(served, method, path, headers);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(told(served)).toEqual([[endpoint, error]]);
  },
);

test.each([['/jwks'], ['/nothing'], ['/token/nothing'], ['/interaction/unknown']])(
  'elsewhere nothing is told: %s',
  async (path) => {
    await send(served, 'GET', path);
    expect(served.happened).toEqual([]);
  },
);

describe('an authorization request that ends in an error for its client', () => {
  const redirect = 'https://client.example/callback';
  beforeAll(async () => {
    const metadata = {
      client_id: 'client_of_refusals',
      redirect_uris: [redirect],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
    const client = { id: metadata.client_id, kind: 'dynamic', metadata } as const;
    await database.prisma.client.create({ data: client });
  });

  test.each([
    ['that is sent there', { prompt: 'none' }, 303, 'login_required'],
    ['that is held on a page', { resource: 'https://unknown.example/' }, 400, 'invalid_target'],
  ])('is told once: %s', async (_what, more, expected, error) => {
    const query = new URLSearchParams({
      client_id: 'client_of_refusals',
      redirect_uri: redirect,
      response_type: 'code',
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
      ...more,
    });
    const { status } = await send(served, 'GET', `/auth?${query}`);
    expect(status).toBe(expected);
    const who = { endpoint: 'authorization', error, clientId: 'client_of_refusals' };
    expect(ofType(served.happened, 'request_refused')).toMatchObject([who]);
  });
});

test('of parallel requests each is told once', async () => {
  await Promise.all(Array.from({ length: 20 }, () => send(served, 'POST', '/token')));
  expect(told(served)).toHaveLength(20);
});

test('where an endpoint is switched off, that is told', async () => {
  await send(closed, 'POST', '/reg', JSON_BODY);
  expect(told(closed)).toEqual([['registration', 'not_found']]);
});

test('who is one too many is told as that', async () => {
  for (let times = 0; times < 3; times += 1) await send(limited, 'POST', '/reg', JSON_BODY);
  expect(told(limited).at(-1)).toEqual(['registration', 'too_many_requests']);
  limited.happened.length = 0;
  for (let times = 0; times < 2; times += 1) await send(limited, 'GET', '/auth?client_id=nobody');
  expect(told(limited).at(-1)).toEqual(['authorization', 'too_many_requests']);
});

describe('while the database does not answer', () => {
  let restore: () => void;
  beforeEach(() => {
    const query = database.query.bind(database);
    Object.defineProperty(database, 'query', {
      configurable: true,
      value: () => Promise.reject(new Error('the database failed')),
    });
    restore = () => Object.defineProperty(database, 'query', { configurable: true, value: query });
  });
  afterEach(() => restore());

  test('that is told, as what it is answered with', async () => {
    const { body } = await send(served, 'POST', '/token/revocation');
    expect(told(served)).toEqual([['revocation', (JSON.parse(body) as { error: string }).error]]);
  });
});
