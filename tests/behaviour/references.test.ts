/**
 * Every way to a page that says what went wrong. Whatever reference it shows has one line in the log of
 * an ordinary installation, which says why and about whom, and holds nothing of the request.
 */
import { testDatabaseUrl } from '@gatehouse/database/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '../harness/ports.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { from, repeat } from './actors/addresses.ts';
import { Client } from './actors/client.ts';
import { expectPageHeaders } from './actors/expect-page.ts';
import { formTo, headingOf, type Page } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { rawRequest } from './actors/raw-request.ts';
import { lineOf, linesOf, referenceOn } from './actors/reference.ts';
import { RESOURCES } from './actors/resources.ts';

const LIMIT = 70;
/** Holds what no line may hold, and is sent wherever something can be. */
const STATE = 'a-state-that-nobody-logs';

let stack: Stack;
let database: pg.Client;
let client: Client;
beforeAll(async () => {
  const databaseUrl = await testDatabaseUrl();
  stack = await startStack({
    databaseUrl,
    withMcp: false,
    auth: {
      RESOURCES,
      LOG_LEVEL: 'info',
      ADMIT: 'ada@example.com',
      TRUST_PROXY: 'loopback',
      LIMITS: 'on',
      LIMIT_AUTHORIZATIONS: `${LIMIT}/1h`,
      LIMIT_SIGN_INS: `${LIMIT}/1h`,
      // Nobody is there.
      OIDC_ISSUER: `http://localhost:${await freePort()}`,
    },
  });
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  client = await Client.register(stack.issuer);
});
afterAll(async () => {
  await database?.end();
  await stack?.stop();
});

const request = (parameters: Record<string, string | undefined> = {}, of: Client = client) =>
  of.authorizationUrl({ state: STATE, ...parameters });
const at = (path: string) => new URL(path, stack.issuer);
const somebody = () => new Person(stack);
const open = (path: string | URL, headers: Record<string, string> = {}) =>
  somebody().browser.open(at(String(path)), headers);

/** Posts bytes to an address of ours, as a form of our own page would. */
async function post(
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Page> {
  const url = at(path);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
    body,
    redirect: 'manual',
  });
  const { status } = response;
  return { url, status, headers: response.headers, html: await response.text(), isOutside: false };
}

/** A client that is switched off as soon as somebody looks at its login page. */
async function switchedOffMeanwhile(): Promise<Page> {
  const late = await Client.register(stack.issuer);
  const person = somebody();
  const login = await person.browser.open(request({}, late));
  await database.query('UPDATE clients SET disabled_at = now() WHERE id = $1', [late.clientId]);
  return person.browser.open(login.url);
}

/** Posts a form of the login page, changed as told. */
async function posted(
  change: (fields: (readonly [string, string])[]) => (readonly [string, string])[],
) {
  const person = somebody();
  const login = await person.browser.open(request());
  const form = formTo(login, '/login')!;
  return person.browser.submit({ ...form, fields: change([...form.fields]) }, login);
}

/** Comes back from GitHub with something else than it gave. */
async function comesBackWith(code: string): Promise<Page> {
  const person = somebody();
  const callback = await person.stopAtCallback(request());
  callback.searchParams.set('code', code);
  return person.browser.open(callback);
}

/** While a table is not there, or nobody can read it. */
async function without(table: string, how: 'gone' | 'locked', drive: () => Promise<Page>) {
  const [take, giveBack] =
    how === 'gone'
      ? [`ALTER TABLE ${table} RENAME TO hidden`, `ALTER TABLE hidden RENAME TO ${table}`]
      : [`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`, 'ROLLBACK'];
  await database.query(take);
  try {
    return await drive();
  } finally {
    await database.query(giveBack);
  }
}

async function tooMany(path: string, ask: (path: string) => Promise<Page>): Promise<Page> {
  await repeat(LIMIT, () => ask(path));
  return ask(path);
}

interface Way {
  readonly drive: () => Promise<Page>;
  readonly status: number;
  /** what its line says beside reference, id and status */
  readonly line: () => Record<string, unknown>;
}

const known = () => ({ client_id: client.clientId });

const WAYS: Readonly<Record<string, Way>> = {
  'a client that nobody knows': {
    drive: () => open(request({ client_id: `client_${'x'.repeat(22)}` })),
    status: 400,
    line: () => ({
      reason: 'invalid_client',
      endpoint: 'authorization',
      client_id: `client_${'x'.repeat(22)}`,
    }),
  },
  'a client whose id is an address': {
    drive: () => open(request({ client_id: 'ada@example.com' })),
    status: 400,
    line: () => ({ reason: 'invalid_client', error: 'invalid_client' }),
  },
  'a client that is switched off': {
    async drive() {
      const off = await Client.register(stack.issuer);
      await database.query('UPDATE clients SET disabled_at = now() WHERE id = $1', [off.clientId]);
      return open(request({}, off));
    },
    status: 400,
    line: () => ({
      reason: 'client_disabled',
      error: 'invalid_client',
      client_id: expect.stringMatching(/^client_/) as string,
    }),
  },
  'a client that is switched off while its page is open': {
    drive: switchedOffMeanwhile,
    status: 400,
    line: () => ({
      reason: 'client_disabled',
      endpoint: 'interaction',
      client_id: expect.stringMatching(/^client_/) as string,
    }),
  },
  'an address that the client has not registered': {
    drive: () => open(request({ redirect_uri: `https://evil.example/${STATE}` })),
    status: 400,
    line: () => ({ reason: 'invalid_redirect_uri', ...known() }),
  },
  'a request without an address': {
    drive: () => open(request({ redirect_uri: undefined })),
    status: 400,
    line: () => ({ reason: 'invalid_request', parameters: ['redirect_uri'], ...known() }),
  },
  'an error that is held': {
    drive: () => open(request({ code_challenge: undefined, code_challenge_method: undefined })),
    status: 400,
    line: () => ({ reason: 'held_error', error: 'invalid_request', ...known() }),
  },
  'an interaction of no browser': {
    drive: () => open('/interaction/nothing'),
    status: 400,
    line: () => ({ reason: 'stale_interaction', detail: 'unknown_interaction' }),
  },
  'a resumption of no browser': {
    drive: () => open('/auth/nothing'),
    status: 400,
    line: () => ({ reason: 'stale_interaction', endpoint: 'resume' }),
  },
  'a form that answers what is not asked': {
    async drive() {
      const person = somebody();
      const login = await person.browser.open(request());
      const form = formTo(login, '/login')!;
      const action = new URL(form.action.href.replace(/login$/, 'consent'));
      return person.browser.submit({ ...form, action }, login, [['decision', 'allow']]);
    },
    status: 400,
    line: () => ({ reason: 'stale_interaction', detail: 'other_prompt', ...known() }),
  },
  'a sign-in that another browser began': {
    drive: async () => somebody().browser.open(await somebody().stopAtCallback(request())),
    status: 403,
    line: () => ({ reason: 'browser_mismatch', endpoint: 'callback' }),
  },
  'an outcome of another browser': {
    async drive() {
      const person = somebody();
      const callback = await person.stopAtCallback(request());
      const response = await person.browser.request({ method: 'GET', url: callback });
      await response.body?.cancel();
      person.browser.cookies.tamper((name, value) =>
        name.startsWith('gatehouse_browser') ? 'x'.repeat(value.length) : value,
      );
      return person.browser.open(at(response.headers.get('location')!));
    },
    status: 400,
    line: () => ({ reason: 'stale_interaction', detail: 'other_browser', ...known() }),
  },
  'a form of another site': {
    drive: () => post('/interaction/x/login', STATE, { 'sec-fetch-site': 'cross-site' }),
    status: 403,
    line: () => ({ reason: 'cross_site_form', detail: 'other_origin', endpoint: 'login' }),
  },
  'what is no form': {
    drive: () => post('/interaction/x/login', STATE, { 'content-type': 'text/plain' }),
    status: 403,
    line: () => ({ reason: 'cross_site_form', detail: 'no_form' }),
  },
  'a form without its token': {
    drive: () => posted((fields) => fields.filter(([name]) => name !== 'csrf')),
    status: 403,
    line: () => ({ reason: 'cross_site_form', detail: 'form_token', ...known() }),
  },
  'a form that is too large': {
    drive: () => post('/interaction/x/login', `a=${'x'.repeat(70_000)}`),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'unreadable_request' }),
  },
  'a form that names no provider': {
    drive: () => posted((fields) => [...fields, ['provider', 'ada@example.com']]),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'unknown_provider', ...known() }),
  },
  'a posted request that is no form': {
    drive: () => post('/auth', STATE, { 'content-type': 'text/plain' }),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'unreadable_form' }),
  },
  'a posted request that no redirect can carry': {
    drive: () => post('/auth', `state=${'é'.repeat(2_000)}`),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'too_long' }),
  },
  'an address with a NUL': {
    drive: () => open(`/interaction/x?state=${STATE}%00`),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'nul' }),
  },
  'an address that cannot be read': {
    drive: () => open('/interaction/%ff'),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'unreadable_request' }),
  },
  'an image that takes a step': {
    drive: () => open(request(), { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'not_a_window' }),
  },
  'somebody whom no rule names': {
    drive: () => somebody().open(request(), { as: 'alan' }),
    status: 403,
    line: () => ({
      reason: 'not_admitted',
      provider: 'github',
      subject: expect.stringMatching(/^\d+$/) as string,
      refusal: 'no_rule',
      ...known(),
    }),
  },
  'somebody whom the operator has disabled': {
    async drive() {
      await somebody().open(request());
      await database.query('UPDATE users SET disabled_at = now()');
      try {
        return await somebody().open(request());
      } finally {
        await database.query('UPDATE users SET disabled_at = NULL');
      }
    },
    status: 403,
    line: () => ({
      reason: 'not_admitted',
      provider: 'github',
      subject: expect.stringMatching(/^\d+$/) as string,
      refusal: 'disabled',
      ...known(),
    }),
  },
  'somebody whose address nobody verified': {
    drive: () => somebody().open(request(), { as: 'katherine' }),
    status: 200,
    line: () => ({ reason: 'no_verified_email', provider: 'github', ...known() }),
  },
  'an answer of the provider that does not hold': {
    drive: () => comesBackWith('made-up'),
    status: 200,
    line: () => ({
      reason: 'upstream_invalid_response',
      provider: 'github',
      // The line of the callback, where the cause is told.
      cause_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      ...known(),
    }),
  },
  'a provider that does not answer': {
    async drive() {
      const person = somebody();
      return person.chooseProvider(await person.browser.open(request()), 'oidc');
    },
    status: 200,
    line: () => ({ reason: 'upstream_unavailable', provider: 'oidc', ...known() }),
  },
  'too many requests of an address': {
    drive: () => tooMany('/auth', (path) => open(path, from('203.0.113.200'))),
    status: 429,
    line: () => ({ reason: 'too_many_requests', endpoint: 'authorization' }),
  },
  'too many sign-ins of an address': {
    drive: () => tooMany('/interaction/x/login', (path) => post(path, '', from('203.0.113.201'))),
    status: 429,
    line: () => ({ reason: 'too_many_requests', endpoint: 'login' }),
  },
  'a fault of ours, on a page of ours': {
    drive: () => without('artifacts', 'gone', () => open('/interaction/x')),
    status: 500,
    line: () => ({ reason: 'server_error', error: 'server_error', endpoint: 'interaction' }),
  },
  'a fault of ours, on a page of the library': {
    drive: () => without('clients', 'gone', () => open(request())),
    status: 500,
    line: () => ({ reason: 'server_error', error: 'server_error', endpoint: 'authorization' }),
  },
  'a database that does not answer, on a page of ours': {
    drive: () => without('artifacts', 'locked', () => open('/interaction/x')),
    status: 503,
    line: () => ({
      reason: 'unavailable',
      error: 'temporarily_unavailable',
      fault: expect.any(String) as string,
    }),
  },
  'a database that does not answer, on a page of the library': {
    drive: () => without('clients', 'locked', () => open(request())),
    status: 503,
    line: () => ({ reason: 'unavailable', endpoint: 'authorization' }),
  },
};

/** Every value of a line, and what nobody may find in one. */
const SECRET =
  /ada@|alan@|katherine|a-state-that|made-up|code_challenge_method|[?&]\w+=|127\.0\.0\.1|203\.0\.113/;

describe('a reference leads to its line', () => {
  test.each(Object.entries(WAYS))('%s', async (_name, { drive, status, line }) => {
    const page = await drive();
    expect(page.status, headingOf(page)).toBe(status);
    expectPageHeaders(page.headers);
    const reference = referenceOn(page);
    expect(reference, page.html).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const found = await lineOf(reference!, () => stack.auth.output);
    expect(found).toMatchObject({ status, ...line() });
    expect(found.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(found.level).toBeGreaterThanOrEqual(30);
    expect(JSON.stringify(found)).not.toMatch(SECRET);
  });

  test('to the cause, too, where an earlier request met it', async () => {
    const page = await comesBackWith('made-up');
    const { cause_id: cause } = await lineOf(referenceOn(page)!, () => stack.auth.output);
    const [told] = linesOf(stack.auth.output).filter(({ id }) => id === cause);
    expect(told).toMatchObject({ msg: 'sign-in failed upstream', provider: 'github' });
  });
});

test('these are all the ways there are: each reason was shown, and no line is of no page', async () => {
  const metrics = await (await fetch(new URL('/metrics', stack.operationsUrl))).text();
  const shown = [
    ...metrics.matchAll(/error_pages_total\{reason="(\w+)",reference="shown"\} (\d+)/g),
  ];
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter(([, , times]) => times === '0').map(([, reason]) => reason)).toEqual([]);
  const lines = linesOf(stack.auth.output).filter(({ reference }) => reference !== undefined);
  expect(lines).toHaveLength(shown.reduce((sum, [, , times]) => sum + Number(times), 0));
});

test('past ten in a minute an address has none, which is counted, and others still have theirs', async () => {
  const stale = (address: string) => open('/interaction/nothing', from(address));
  const pages = await repeat(12, () => stale('2001:db8:1:2::1'));
  expect(pages.map((page) => referenceOn(page) !== undefined)).toEqual([
    ...Array<boolean>(10).fill(true),
    false,
    false,
  ]);
  expect(referenceOn(await stale('2001:db8:1:2:ffff::'))).toBeUndefined();
  expect(referenceOn(await stale('2001:db8:1:3::1'))).toBeDefined();
  const metrics = await (await fetch(new URL('/metrics', stack.operationsUrl))).text();
  const [, withheld] =
    /error_pages_total\{reason="stale_interaction",reference="withheld"\} (\d+)/.exec(metrics) ??
    [];
  expect(Number(withheld)).toBeGreaterThanOrEqual(3);
});

test.each([
  ['an address where nothing is', '/nothing', 404],
  ['a provider that is none', '/callback/evil', 404],
])('%s has no reference: nothing happened', async (_what, path, status) => {
  const page = await open(path);
  expect(page.status).toBe(status);
  expect(referenceOn(page)).toBeUndefined();
});

test('a request under another name is answered without either, and the log has both', async () => {
  const { status, text } = await rawRequest(stack.issuer, [
    'GET /jwks HTTP/1.1',
    'Host: gatehouse.internal:3000',
    'Connection: close',
  ]);
  expect(status).toBe(421);
  expect(text).not.toMatch(/gatehouse\.internal|localhost/);
  await vi.waitFor(() => {
    const told = linesOf(stack.auth.output).find(({ received }) => received !== undefined);
    expect(told).toMatchObject({
      level: 40,
      received: 'gatehouse.internal:3000',
      expected: new URL(stack.issuer).host,
      msg: expect.stringMatching(/^PUBLIC_URL is http:.*have the proxy/) as string,
    });
  });
  const metrics = await (await fetch(new URL('/metrics', stack.operationsUrl))).text();
  expect(metrics).toContain('gatehouse_misdirected_requests_total 1');
});

test('what fails around the library is answered as everything else, to programs, too', async () => {
  const page = await without('clients', 'gone', () =>
    open(request(), { accept: 'application/json' }),
  );
  expect(page.status).toBe(500);
  expect(JSON.parse(page.html)).toMatchObject({ error: 'server_error' });
  expect(page.headers.get('cache-control')).toContain('no-store');
  expect(stack.auth.output).not.toMatch(/^\s+at /m);
});

test('a program is told the code and what it means, and no reference', async () => {
  const json = { accept: 'application/json' };
  for (const path of ['/interaction/nothing', '/auth?client_id=nobody', '/auth/nothing']) {
    const response = await fetch(at(path), { headers: json });
    const body = (await response.json()) as object;
    expect(Object.keys(body).sort()).toEqual(['error', 'error_description']);
  }
});
