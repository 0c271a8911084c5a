import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callback, expectation, failureOf, printed } from '../../upstream/testing/expectation.ts';
import type { Reply } from '../../upstream/testing/stub-upstream.ts';
import { createGitHubConnector } from './sign-in.ts';
import { type StubGitHub, startStubGitHub, TOKEN } from './testing/stub-github.ts';

let stub: StubGitHub;
const expected = expectation('github');

beforeEach(async () => {
  stub = await startStubGitHub();
});
afterEach(() => stub.close());

function identified() {
  const client = { clientId: 'the-client-id', clientSecret: 'the-client-secret' };
  const config = { ...client, url: stub.url, apiUrl: stub.url, vouchedDomains: [], emulated: true };
  const options = { fetch, timeoutMs: 20_000, organisations: true, teamsOf: ['acme'] };
  const url = callback({ code: 'the-code', state: expected.state });
  return createGitHubConnector(config, options).identify(url, expected);
}

/** Sentences as GitHub writes them, with a secret that nobody may repeat. */
const message = (text: string) => ({ message: `${text} hunter2` });
const forbidden = (text: string, headers: Record<string, string> = {}): Reply => ({
  status: 403,
  headers,
  body: message(text),
});
const SSO_URL = 'https://github.com/orgs/acme/sso?authorization_request=hunter2';

const LIMITS: [string, Reply][] = [
  ['403 with nothing left', forbidden('API rate limit exceeded', { 'x-ratelimit-remaining': '0' })],
  ['403 with a time to wait', forbidden('a secondary rate limit', { 'retry-after': '60' })],
  ['429', { status: 429, body: {} }],
];

/** Answers to do with who may ask, by the word that the log has for them. */
const REFUSALS: [string, string, Reply][] = [
  ['misconfigured', 'forbidden', forbidden('API rate limit exceeded, without its headers')],
  ['misconfigured', 'forbidden', forbidden('', { 'x-ratelimit-remaining': '59' })],
  ['misconfigured', 'forbidden', { status: 403, body: '<html>hunter2</html>' }],
  ['sso_required', 'sso_required', forbidden('', { 'x-github-sso': `required; url=${SSO_URL}` })],
  ['misconfigured', 'ip_allow_list', forbidden('the `acme` organization has an IP allow list')],
  [
    'misconfigured',
    'app_not_approved',
    forbidden('the `acme` organization has enabled OAuth App access restrictions'),
  ],
  ['misconfigured', 'permission_missing', forbidden('Resource not accessible by integration')],
  [
    'misconfigured',
    'scope_missing',
    forbidden('', { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'read:org, admin:org' }),
  ],
  [
    'misconfigured',
    'scope_missing',
    { status: 404, headers: { 'x-oauth-scopes': '', 'x-accepted-oauth-scopes': 'user' }, body: {} },
  ],
  ['misconfigured', 'not_found', { status: 404, body: {} }],
  ['misconfigured', 'token_refused', { status: 401, body: message('Bad credentials') }],
  [
    'misconfigured',
    'token_refused',
    { status: 401, headers: { 'www-authenticate': 'Bearer realm="hunter2"' }, body: {} },
  ],
];

const ROUTES = ['GET /user', 'GET /user/emails', 'GET /user/orgs', 'GET /user/teams'];

test.each(ROUTES.flatMap((route) => LIMITS.map((limit) => [route, ...limit] as const)))(
  '%s that answers %s has reached a limit, which ends by itself',
  async (route, _, reply) => {
    stub.answer(route, reply);
    const error = await failureOf(identified());
    expect(error).toMatchObject({ code: 'unavailable', reason: 'rate_limited' });
  },
);

describe('a refusal that waiting does not help', () => {
  test.each(REFUSALS)('is %s, %s, where it is of the account', async (code, reason, reply) => {
    stub.answer('GET /user', reply);
    const error = await failureOf(identified());
    expect(error).toMatchObject({ code, reason });
    expect(error.remedy === undefined).toBe(code === 'sso_required');
    for (const secret of ['hunter2', TOKEN]) expect(printed(error)).not.toContain(secret);
  });

  test.each(
    [
      ['GET /user/emails', 'addresses'],
      ['GET /user/orgs', 'organisations'],
      ['GET /user/teams', 'teams'],
    ].flatMap(([route = '', what = '']) => REFUSALS.map((one) => [what, ...one, route] as const)),
  )('keeps %s from us: %s, %s', async (what, code, reason, reply, route) => {
    stub.answer(route, reply);
    const identity = await identified();
    expect(identity.withheld).toMatchObject([{ what, why: { code, reason } }]);
    expect(printed(identity.withheld?.[0]?.why)).not.toContain('hunter2');
    const { verifiedEmails: addresses, organisations, teams } = identity;
    expect({ addresses, organisations, teams }).toHaveProperty(what, []);
    expect(identity.subject).toBe('583231');
  });

  test.each(ROUTES)('is a suspended account’s own, whatever was asked: %s', async (route) => {
    stub.answer(route, forbidden('Sorry. Your account was suspended.'));
    expect(await failureOf(identified())).toMatchObject({ code: 'suspended' });
  });

  test('names the addresses to compare, or the scopes', async () => {
    stub.answer('GET /user', { status: 404, body: {} });
    expect((await failureOf(identified())).remedy).toContain(`GITHUB_API_URL: ${stub.url}`);
    const headers = { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'user:email' };
    stub.answer('GET /user', { status: 403, headers, body: {} });
    const { remedy } = await failureOf(identified());
    expect(remedy).toContain('has the scopes “repo” and needs “user:email read:org”');
    expect(remedy).toContain('the-client-id');
  });
});

test('a list that leaves out organisations with single sign-on says so', async () => {
  const headers = { 'x-github-sso': 'partial-results; organizations=21955855,20582480' };
  stub.answer('GET /user/orgs', { headers, body: [{ id: 9919, login: 'acme' }] });
  const identity = await identified();
  expect(identity.organisations).toEqual([{ login: 'acme', id: '9919' }]);
  expect(identity.withheld).toMatchObject([
    { what: 'organisations', why: { code: 'sso_required' } },
  ]);
});

test('a list of teams that leaves some out says so, too', async () => {
  const headers = { 'x-github-sso': 'partial-results; organizations=21955855' };
  stub.answer('GET /user/teams', { headers, body: [] });
  expect((await identified()).withheld).toMatchObject([
    { what: 'teams', why: { code: 'sso_required' } },
  ]);
});
