import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callback, expectation, failureOf, printed } from '../../upstream/testing/expectation.ts';
import {
  ACCESS_TOKEN,
  type StubOpenId,
  startStubOpenId,
} from '../../upstream/testing/stub-openid.ts';
import type { OpenIdSettings } from './sign-in.ts';
import { connect, settingsAt } from './testing/connect.ts';

let stub: StubOpenId;
const expected = expectation('oidc-acme');
const SUBJECT = '112233445566778899001';

beforeEach(async () => {
  stub = await startStubOpenId();
});
afterEach(() => stub.close());

function identified(claims: Record<string, unknown>, change: Partial<OpenIdSettings> = {}) {
  stub.answerWith(stub.sign({ ...stub.claims(), ...claims }));
  const settings = settingsAt(stub.url, { groupsClaim: 'groups', ...change });
  const url = callback({ code: 'the-code', state: expected.state, iss: stub.url });
  return connect(settings, { name: 'ACME' }).identify(url, expected);
}

/** Has a userinfo endpoint that answers with these claims. */
function offerUserInfo(claims: Record<string, unknown>) {
  const body = { ...stub.metadata, userinfo_endpoint: `${stub.url}/userinfo` };
  stub.routes.set('GET /.well-known/openid-configuration', () => ({ body }));
  stub.routes.set('GET /userinfo', () => ({ body: claims }));
}

const asked = () => stub.received.filter(({ path }) => path === '/userinfo');

describe('the groups of somebody', () => {
  test.each<[string, string, Record<string, unknown>, readonly string[]]>([
    ['a list', 'groups', { groups: ['devs', 'Ops', 'devs'] }, ['devs', 'Ops']],
    ['none', 'groups', {}, []],
    ['null', 'groups', { groups: null }, []],
    ['one name, as a whole', 'groups', { groups: 'devs,admins ops' }, ['devs,admins ops']],
    [
      'an object by names',
      'urn:zitadel:roles',
      { 'urn:zitadel:roles': { admin: { 1: 'x' } } },
      ['admin'],
    ],
    ['a member of a claim', 'realm_access.roles', { realm_access: { roles: ['r'] } }, ['r']],
    ['a claim that is an address', 'https://a.example/g', { 'https://a.example/g': ['g'] }, ['g']],
    ['a claim with a dot in its name', 'a.b', { 'a.b': ['x'], a: { b: ['y'] } }, ['x']],
    ['nothing that every object has', 'constructor.name', {}, []],
    [
      'names that a rule may have',
      'groups',
      { groups: ['', 'a\0', 'x'.repeat(257), 'ok'] },
      ['ok'],
    ],
  ])('are %s', async (_, groupsClaim, claims, groups) => {
    expect((await identified(claims, { groupsClaim })).groups).toEqual(groups);
  });

  test('are not kept where no claim is named', async () => {
    const identity = await identified({ groups: ['devs'] }, { groupsClaim: '' });
    expect(identity).not.toHaveProperty('groups');
    expect(identity.provider).toBe('oidc-acme');
  });

  test.each([
    ['a number', 7],
    ['true', true],
    ['a list of objects', [{ name: 'devs' }]],
    ['a list in a list', [['devs']]],
  ])('are no %s: the operator is told which variable names the claim', async (_, groups) => {
    const error = await failureOf(identified({ groups }));
    expect(error).toMatchObject({ code: 'misconfigured', reason: 'groups_claim' });
    expect(error.remedy).toContain('OIDC_GROUPS_CLAIM_ACME');
    expect(printed(error)).not.toContain('devs');
  });

  test.each<[string, Record<string, unknown>]>([
    ['elsewhere (_claim_names)', { _claim_names: { groups: 'src1' }, _claim_sources: {} }],
    ['left out (hasgroups)', { hasgroups: true }],
    ['more than can be kept', { groups: Array.from({ length: 501 }, (_, n) => `group ${n}`) }],
  ])('that are %s are not none: the sign-in fails, and says what to do', async (_, claims) => {
    const error = await failureOf(identified(claims));
    expect(error).toMatchObject({ code: 'misconfigured', reason: 'groups_overage' });
    expect(error.remedy).toMatch(/groups that are assigned .* OIDC_GROUPS_CLAIM_ACME=roles/);
  });

  test('elsewhere are no matter where another claim is named', async () => {
    const claims = { _claim_names: { groups: 'src1' }, roles: ['devs'] };
    expect((await identified(claims, { groupsClaim: 'roles' })).groups).toEqual(['devs']);
  });
});

describe('what the ID token leaves out', () => {
  test('is asked for at userinfo, with the access token', async () => {
    offerUserInfo({ sub: SUBJECT, groups: ['devs'] });
    expect((await identified({})).groups).toEqual(['devs']);
    expect(asked().map(({ headers }) => headers.authorization)).toEqual([`Bearer ${ACCESS_TOKEN}`]);
  });

  test('is not asked for where nothing is missing, and replaces nothing that is signed', async () => {
    offerUserInfo({ sub: SUBJECT, groups: ['admins'], name: 'Eve', email: 'eve@corp.com' });
    const identity = await identified({ groups: ['devs'] });
    expect(identity).toMatchObject({ groups: ['devs'], name: 'Ada Lovelace' });
    expect(asked()).toEqual([]);
    const without = await identified({}, { vouchedDomains: ['corp.com'] });
    expect(without).toMatchObject({
      groups: ['admins'],
      name: 'Ada Lovelace',
      email: 'ada@corp.com',
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['somebody else', { sub: 'another', groups: ['admins'] }],
    ['nobody', { groups: ['admins'] }],
  ])('is refused of %s', async (_, claims) => {
    offerUserInfo(claims);
    expect((await failureOf(identified({}))).code).toBe('invalid_response');
  });

  test('that is elsewhere at userinfo, too, is not none', async () => {
    offerUserInfo({ sub: SUBJECT, _claim_names: { groups: 'src1' } });
    expect((await failureOf(identified({}))).reason).toBe('groups_overage');
  });

  test.each([
    [401, 'misconfigured', 'userinfo'],
    [403, 'misconfigured', 'userinfo'],
    [503, 'unavailable', 'status_503'],
  ])(
    'that is answered with %d ends the sign-in, and the operator is told',
    async (status, code, reason) => {
      offerUserInfo({});
      stub.routes.set('GET /userinfo', () => ({ status, body: {} }));
      expect(await failureOf(identified({}))).toMatchObject({ code, reason });
    },
  );

  test('is no matter where it is the name alone, which is for show', async () => {
    offerUserInfo({ sub: SUBJECT, name: 'Ada' });
    const nameless = { groups: [], name: undefined };
    expect((await identified(nameless)).name).toBe('Ada');
    stub.routes.set('GET /userinfo', () => ({ status: 500, body: {} }));
    expect((await identified(nameless)).subject).toBe(SUBJECT);
  });

  test('of an address is believed as the ID token is: vouched for, and not called unverified', async () => {
    const vouched = { vouchedDomains: ['corp.com'], groupsClaim: '' };
    const without = { email: undefined, email_verified: undefined };
    offerUserInfo({ sub: SUBJECT, email: 'ada@corp.com' });
    expect(await identified(without, vouched)).toMatchObject({
      email: 'ada@corp.com',
      emailVerified: false,
      verifiedEmails: [],
    });
    const unverified = { ...without, email_verified: false };
    expect(await identified(unverified, vouched)).not.toHaveProperty('email');
    offerUserInfo({ sub: SUBJECT, email: 'ada@corp.com', email_verified: false });
    expect(await identified(without, vouched)).not.toHaveProperty('email');
  });
});

describe('name and address', () => {
  test('are in the claims that the operator names', async () => {
    const claims = {
      profile: { full: 'Ada L.' },
      upn: 'ada@corp.com',
      email_verified: false,
      groups: [],
    };
    const change = { nameClaim: 'profile.full', emailClaim: 'upn', vouchedDomains: ['corp.com'] };
    expect(await identified(claims, change)).toMatchObject({
      name: 'Ada L.',
      email: 'ada@corp.com',
      emailVerified: false,
    });
  });

  test.each([[['Ada']], [7], [{ given: 'Ada' }], [null]])(
    'are none where they are %j',
    async (value) => {
      const claims = { display: value, upn: value, groups: [] };
      const change = { nameClaim: 'display', emailClaim: 'upn', vouchedDomains: ['corp.com'] };
      const identity = await identified(claims, change);
      expect(identity).not.toHaveProperty('name');
      expect(identity).not.toHaveProperty('email');
    },
  );

  test('need their scopes asked for, where the operator lists them', async () => {
    const scopes = ['openid', 'profile', 'groups'];
    const connector = connect(settingsAt(stub.url, { scopes }));
    const url = await connector.authorizationUrl(expected);
    expect(url.searchParams.get('scope')).toBe('openid profile groups');
  });
});
