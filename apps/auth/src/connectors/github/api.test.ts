import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGitHubConnector } from './sign-in.ts';
import { callback, expectation, failureOf, printed } from '../../upstream/testing/expectation.ts';
import { type StubGitHub, startStubGitHub, TOKEN, USER } from './testing/stub-github.ts';
import type { Route } from '../../upstream/testing/stub-upstream.ts';

let stub: StubGitHub;
const expected = expectation('github');
const good = () => callback({ code: 'the-code', state: expected.state });

beforeEach(async () => {
  stub = await startStubGitHub();
});
afterEach(() => stub.close());

function connector({
  organisations = false,
  teamsOf = [] as readonly string[],
  timeoutMs = 2000,
  vouchedDomains = [] as readonly string[],
} = {}) {
  const client = { clientId: 'the-client-id', clientSecret: 'the-client-secret' };
  const config = { ...client, url: stub.url, apiUrl: stub.url, vouchedDomains, emulated: true };
  return createGitHubConnector(config, { fetch, timeoutMs, organisations, teamsOf });
}

describe('the API', () => {
  const failures: [string, string, Awaited<ReturnType<Route>>][] = [
    ['unavailable', '429', { status: 429 }],
    ['unavailable', '500', { status: 500 }],
    ['unavailable', '502 with a page', { status: 502, body: '<html></html>' }],
    ['invalid_response', '302', { status: 302, headers: { location: 'https://evil.example/' } }],
    ['invalid_response', 'a page', { body: '<html></html>' }],
    ['invalid_response', 'null', { body: null }],
    ['unavailable', 'nothing in time', 'hang'],
    ['unavailable', 'too much', { body: 'x'.repeat(2 * 1024 * 1024) }],
  ];
  const routes = ['GET /user', 'GET /user/emails', 'GET /user/orgs', 'GET /user/teams'];

  test.each(routes.flatMap((route) => failures.map((failure) => [route, ...failure] as const)))(
    '%s becomes %s when it answers %s',
    async (route, code, _, reply) => {
      stub.answer(route, reply);
      const timeoutMs = reply === 'hang' ? 300 : 20_000;
      const one = connector({ organisations: true, teamsOf: ['acme'], timeoutMs });
      const error = await failureOf(one.identify(good(), expected));
      expect(error.code).toBe(code);
      expect(printed(error)).not.toContain(TOKEN);
    },
  );

  test.each<[string, unknown]>([
    ['missing', undefined],
    ['null', null],
    ['text', '583231'],
    ['zero', 0],
    ['negative', -1],
    ['a fraction', 1.5],
    ['too large to be exact', 2 ** 53],
    ['an array', [1]],
  ])('an account number that is %s makes nobody', async (_, id) => {
    stub.answer('GET /user', { body: { ...USER, id } });
    expect((await failureOf(connector().identify(good(), expected))).code).toBe('invalid_response');
  });

  test.each<[string, unknown]>([
    ['no number', undefined],
    ['a number as text', '9919'],
    ['zero', 0],
  ])('an organisation with %s is an answer that does not hold', async (_, id) => {
    stub.answer('GET /user/orgs', { body: [{ id, login: 'acme' }] });
    const one = connector({ organisations: true });
    expect((await failureOf(one.identify(good(), expected))).code).toBe('invalid_response');
  });

  test.each<[string, unknown]>([
    ['no number', { slug: 'maintainers', organization: { id: 1, login: 'acme' } }],
    ['no slug', { id: 1, organization: { id: 1, login: 'acme' } }],
    ['no organisation', { id: 1, slug: 'maintainers' }],
    ['a NUL in its slug', { id: 1, slug: 'a\0b', organization: { id: 1, login: 'acme' } }],
  ])('a team with %s is an answer that does not hold', async (_, team) => {
    stub.answer('GET /user/teams', { body: [team] });
    const one = connector({ teamsOf: ['acme'] });
    expect((await failureOf(one.identify(good(), expected))).code).toBe('invalid_response');
  });

  test.each(['a\0b', 'a\ud800b', ''])(
    'an organisation called %j is an answer that does not hold',
    async (login) => {
      stub.answer('GET /user/orgs', { body: [{ id: 1, login }] });
      const one = connector({ organisations: true });
      expect(await failureOf(one.identify(good(), expected))).toMatchObject({
        code: 'invalid_response',
      });
    },
  );

  test('"verified" as text is an answer that does not hold', async () => {
    stub.answer('GET /user/emails', {
      body: [{ email: 'a@example.com', primary: true, verified: 'false' }],
    });
    expect((await failureOf(connector().identify(good(), expected))).code).toBe('invalid_response');
  });

  test('what is displayed is cleaned: control characters, endless names, odd pictures', async () => {
    const name = `A\u0000d\u202Ea${'!'.repeat(1000)}`;
    stub.answer('GET /user', { body: { ...USER, name, avatar_url: 'javascript:alert(1)' } });
    const identity = await connector().identify(good(), expected);
    expect(identity.name).toBe(`Ada${'!'.repeat(197)}`);
    expect(identity.pictureUrl).toBeUndefined();
  });
});
