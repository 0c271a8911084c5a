import { type Fault, failNext, googleSubject } from '@gatehouse/emulators';
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { formTo, type Page, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

// A stack of its own: what fails next would fail somebody else's sign-in.
let stack: Stack;
let client: Client;
const ADA = 'ada@example.com';
beforeAll(async () => {
  const ADMIT = `${ADA} github-org:analytical-engines oidc:${googleSubject(ADA)}`;
  const databaseUrl = await testDatabaseUrl();
  stack = await startStack({ databaseUrl, withMcp: false, auth: { RESOURCES, ADMIT } });
  client = await Client.register(stack.issuer);
});
afterAll(() => stack?.stop());

type Provider = 'github' | 'google' | 'oidc';

const LABELS = { github: /GitHub/, google: /Google/, oidc: /localhost:\d+/ };
const AUTHORIZE = {
  github: '/login/oauth/authorize',
  google: '/o/oauth2/v2/auth',
  oidc: '/o/oauth2/v2/auth',
};
const TOKEN = {
  github: '/login/oauth/access_token',
  google: '/oauth2/token',
  oidc: '/oauth2/token',
};

/** What a page has to say, and its status, by what there is to be done. */
const PAGES = {
  denied: [403, /was cancelled/],
  expired: [400, /took too long, or was used already/],
  unavailable: [503, /does not answer just now. Try again in a minute/],
  misconfigured: [503, /not set up right on this server.* Tell the operator/],
  policy: [403, /Whoever manages your account at .* does not let it be used here/],
  sso_required: [403, /asks for its single sign-on first/],
  suspended: [403, /has suspended this account/],
  browser: [403, /Open this sign-in in your browser/],
  no_verified_email: [403, /has no verified email address/],
  invalid_response: [400, /gave an answer that this server cannot accept/],
} as const;
type Kind = keyof typeof PAGES;

const SECRETS = /hunter2|not-a-secret/;

/** Someone tries to sign in. @returns where it ends, and every line that tells of a failure */
async function attempt(provider: Provider, as: string, faults: readonly Fault[]) {
  const [github = '', google = '', oidc = ''] = stack.upstreamUrls;
  await failNext({ github, google, oidc }[provider], ...faults);
  const before = stack.auth.output.length;
  const person = new Person(stack);
  const login = await person.browser.open(client.authorizationUrl());
  const upstream = await person.chooseProvider(login, provider);
  const page = formTo(upstream, '/login') ? upstream : await person.chooseAccount(upstream, as);
  const failed = () =>
    stack.auth.output
      .slice(before)
      .split('\n')
      .filter((line) => line.includes('a sign-in failed upstream'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { page, failed };
}

/** Every one ends in the page of its kind, and in one line with a reason, and nothing secret in either. */
async function expectFailure(
  { page, failed }: { page: Page; failed: () => Record<string, unknown>[] },
  { provider, kind, reason }: { provider: Provider; kind: Kind; reason: string },
) {
  const [status, words] = PAGES[kind];
  const text = textOf(page.html);
  expect(text).toMatch(words);
  expect(text).toMatch(LABELS[provider]);
  expect(page.status).toBe(status);
  expect(formTo(page, '/login')).toBeDefined();
  expect(page.html).not.toMatch(SECRETS);
  await expect.poll(failed).toHaveLength(1);
  const [line = {}] = failed();
  expect(line).toMatchObject({ provider, kind, reason });
  expect(line.level).toBe(
    ['denied', 'expired', 'browser', 'no_verified_email'].includes(kind) ? 30 : 40,
  );
  const isOperators = kind === 'misconfigured' || kind === 'policy';
  expect(String(line.remedy)).toMatch(isOperators ? /^[A-Z].*\.$/ : /./);
  expect(JSON.stringify(line)).not.toMatch(SECRETS);
  expect(JSON.stringify(line)).not.toContain(ADA);
  return line;
}

const EVERY: readonly Provider[] = ['github', 'google', 'oidc'];

describe('an error that the browser is sent back with', () => {
  const common: [string, Kind][] = [
    ['access_denied', 'denied'],
    ['temporarily_unavailable', 'unavailable'],
    ['server_error', 'unavailable'],
    ['redirect_uri_mismatch', 'misconfigured'],
    ['unauthorized_client', 'misconfigured'],
    ['invalid_client', 'misconfigured'],
    ['invalid_request', 'misconfigured'],
    ['invalid_scope', 'misconfigured'],
    ['unsupported_response_type', 'misconfigured'],
    ['interaction_required', 'policy'],
  ];
  const own: [Provider, string, Kind][] = [
    ['github', 'application_suspended', 'misconfigured'],
    ['google', 'org_internal', 'policy'],
    ['google', 'admin_policy_enforced', 'policy'],
    ['google', 'disallowed_useragent', 'browser'],
    ['google', 'deleted_client', 'misconfigured'],
    ['oidc', 'consent_required', 'policy'],
  ];

  test.each([
    ...EVERY.flatMap((provider) => common.map((one) => [provider, ...one] as const)),
    ...own,
  ])('%s: %s is %s', async (provider, error, kind) => {
    const outcome = await attempt(provider, ADA, [{ path: AUTHORIZE[provider], error }]);
    const line = await expectFailure(outcome, { provider, kind, reason: error });
    expect(line.upstream_error).toBe(error);
    const named = `Register ${stack.issuer}/callback/${provider} as redirect URI`;
    expect(String(line.remedy)).toContain(error === 'redirect_uri_mismatch' ? named : '');
  });

  test.each(EVERY)('%s: one that nobody has described is told as unknown', async (provider) => {
    for (const [error, kept] of [
      ['constructor', 'constructor'],
      ['<script>hunter2</script>', undefined],
    ] as const) {
      const outcome = await attempt(provider, ADA, [{ path: AUTHORIZE[provider], error }]);
      const kind = 'invalid_response';
      const line = await expectFailure(outcome, { provider, kind, reason: 'unknown_error' });
      expect(line.upstream_error).toBe(kept);
    }
  });
});

describe('an error of the token endpoint', () => {
  /** GitHub's come with status 200. */
  const statusAt = (provider: Provider, status: number) => (provider === 'github' ? 200 : status);
  const common: [string, number, Kind][] = [
    ['invalid_client', 401, 'misconfigured'],
    ['unauthorized_client', 400, 'misconfigured'],
    ['redirect_uri_mismatch', 400, 'misconfigured'],
    ['unsupported_grant_type', 400, 'misconfigured'],
    ['invalid_grant', 400, 'expired'],
    ['temporarily_unavailable', 400, 'unavailable'],
  ];
  const own: [Provider, string, number, Kind][] = [
    ['github', 'incorrect_client_credentials', 200, 'misconfigured'],
    ['github', 'application_suspended', 200, 'misconfigured'],
    ['github', 'bad_verification_code', 200, 'expired'],
    ['github', 'unverified_user_email', 200, 'no_verified_email'],
    ['google', 'org_internal', 403, 'policy'],
  ];

  test.each([
    ...EVERY.flatMap((provider) => common.map((one) => [provider, ...one] as const)),
    ...own,
  ])('%s: %s with status %i is %s', async (provider, error, status, kind) => {
    const body = { error, error_description: 'hunter2' };
    const fault = { path: TOKEN[provider], status: statusAt(provider, status), body };
    const outcome = await attempt(provider, provider === 'github' ? 'ada' : ADA, [fault]);
    const line = await expectFailure(outcome, { provider, kind, reason: error });
    const variable = `${provider.toUpperCase()}_CLIENT_SECRET`;
    expect(String(line.remedy)).toContain(error === 'invalid_client' ? variable : '');
  });

  test.each<[Provider, string, Omit<Fault, 'path'>, Kind, string]>([
    [
      'github',
      'an unknown client, as GitHub has it',
      { status: 404, body: { error: 'Not Found' } },
      'misconfigured',
      'status_404',
    ],
    ['github', 'a limit', { status: 429 }, 'unavailable', 'rate_limited'],
    [
      'google',
      'a limit',
      { status: 429, body: { error: 'invalid_client' } },
      'unavailable',
      'rate_limited',
    ],
    [
      'oidc',
      'a server in trouble',
      { status: 503, body: '<html>hunter2</html>' },
      'unavailable',
      'status_503',
    ],
    [
      'oidc',
      'a challenge beside the error',
      {
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="hunter2"' },
        body: { error: 'invalid_client' },
      },
      'misconfigured',
      'invalid_client',
    ],
    [
      'oidc',
      'a challenge alone',
      { status: 401, headers: { 'www-authenticate': 'Basic' }, body: '' },
      'misconfigured',
      'status_401',
    ],
    [
      'oidc',
      'an error that nobody has described',
      { status: 400, body: { error: 'tea' } },
      'invalid_response',
      'unknown_error',
    ],
    ['google', 'no token', { body: {} }, 'invalid_response', 'invalid_response'],
  ])('%s: %s', async (provider, _, fault, kind, reason) => {
    const as = provider === 'github' ? 'ada' : ADA;
    const outcome = await attempt(provider, as, [{ path: TOKEN[provider], ...fault }]);
    await expectFailure(outcome, { provider, kind, reason });
  });
});

describe('what GitHub’s REST API refuses', () => {
  const forbidden = (message: string, headers: Record<string, string> = {}) => ({
    status: 403,
    headers,
    body: { message: `${message} hunter2` },
  });
  const cases: [string, Omit<Fault, 'path'>, Kind, string][] = [
    ['a limit', forbidden('', { 'x-ratelimit-remaining': '0' }), 'unavailable', 'rate_limited'],
    ['a secondary limit', forbidden('', { 'retry-after': '60' }), 'unavailable', 'rate_limited'],
    ['no limit', forbidden('API rate limit exceeded'), 'misconfigured', 'forbidden'],
    [
      'single sign-on',
      forbidden('', { 'x-github-sso': 'required; url=https://github.com/orgs/a/sso?x=hunter2' }),
      'sso_required',
      'sso_required',
    ],
    ['an IP allow list', forbidden('an IP allow list enabled'), 'misconfigured', 'ip_allow_list'],
    [
      'an app that no owner approved',
      forbidden('enabled OAuth App access restrictions'),
      'misconfigured',
      'app_not_approved',
    ],
    [
      'no permission',
      forbidden('not accessible by integration'),
      'misconfigured',
      'permission_missing',
    ],
    [
      'a suspended account',
      forbidden('Sorry. Your account was suspended.'),
      'suspended',
      'suspended',
    ],
    ['another REST API', { status: 401 }, 'misconfigured', 'token_refused'],
    ['nothing there', { status: 404 }, 'misconfigured', 'not_found'],
  ];

  test.each(cases)('%s: of the account', async (_, fault, kind, reason) => {
    const outcome = await attempt('github', 'ada', [{ path: '/user', ...fault }]);
    await expectFailure(outcome, { provider: 'github', kind, reason });
  });

  test.each(cases)(
    '%s: of organisations, to whom only a membership would let in',
    async (_, fault, kind, reason) => {
      const outcome = await attempt('github', 'alan', [{ path: '/user/orgs', ...fault }]);
      await expectFailure(outcome, { provider: 'github', kind, reason });
    },
  );

  test.each([
    ['grace', '/user/emails'],
    ['ada', '/user/orgs'],
  ])('does not matter to %s, whom another rule lets in: %s', async (as, path) => {
    const { page, failed } = await attempt('github', as, [{ path, status: 404 }]);
    expect(formTo(page, '/consent')).toBeDefined();
    expect(failed()).toEqual([]);
  });
});

test.each<[Provider, string]>([
  ['github', 'katherine'],
  ['google', 'tony@example.net'],
])('%s: %s is told that ADMIT asks for a verified address', async (provider, as) => {
  const kind = 'no_verified_email';
  await expectFailure(await attempt(provider, as, []), { provider, kind, reason: kind });
});
