import { generateKeyPair, type JWTPayload } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callback, expectation, failureOf, printed } from '../../upstream/testing/expectation.ts';
import { type StubOpenId, startStubOpenId } from '../../upstream/testing/stub-openid.ts';
import { connect, settingsAt } from './testing/connect.ts';

const LISTED = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const SECOND = '3c0f4d5e-6a7b-4c8d-9e0f-1a2b3c4d5e6f';
const FOREIGN = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';
const expected = expectation('oidc-entra');

let stub: StubOpenId;
const issuerOf = (tenant: string) => `${stub.url}/${tenant}/v2.0`;

beforeEach(async () => {
  stub = await startStubOpenId();
  // As Entra's metadata is: the issuer is a template, and none is announced in the callback.
  const { authorization_response_iss_parameter_supported: _, ...rest } = stub.metadata;
  announce({ ...rest, issuer: issuerOf('{tenantid}') });
});
afterEach(() => stub.close());

function announce(body: Record<string, unknown>) {
  stub.routes.set('GET /organizations/v2.0/.well-known/openid-configuration', () => ({ body }));
}

const connector = () =>
  connect(settingsAt(issuerOf('organizations'), { tenants: [LISTED], vouchedDomains: [] }), {
    name: 'ENTRA',
  });

function identified(claims: JWTPayload, parameters: Record<string, string> = {}) {
  stub.answerWith(stub.sign({ ...stub.claims(), iss: issuerOf(LISTED), tid: LISTED, ...claims }));
  const url = callback({ code: 'the-code', state: expected.state, ...parameters });
  return connector().identify(url, expected);
}

const exchanged = () => stub.received.filter(({ path }) => path === '/token').length;

test('somebody of a listed tenant is of its own issuer, with no address', async () => {
  expect(await identified({ email: 'ceo@victim.example', email_verified: true })).toEqual({
    provider: 'oidc-entra',
    issuer: issuerOf(LISTED),
    subject: '112233445566778899001',
    name: 'Ada Lovelace',
    emailVerified: false,
    verifiedEmails: [],
    organisations: [],
  });
  // The code works once.
  expect(exchanged()).toBe(1);
});

test('somebody of another tenant is refused, and the operator is told which', async () => {
  const error = await failureOf(identified({ iss: issuerOf(FOREIGN), tid: FOREIGN }));
  expect(error).toMatchObject({ code: 'policy', reason: 'tenant_not_listed' });
  expect(error.remedy).toContain(`people of ${FOREIGN} may sign in, add it to OIDC_TENANTS_ENTRA`);
});

test.each<[string, () => JWTPayload]>([
  ['whose issuer is another tenant', () => ({ iss: issuerOf(FOREIGN) })],
  ['whose issuer is the template', () => ({ iss: issuerOf('{tenantid}') })],
  ['whose issuer is that of all', () => ({ iss: issuerOf('organizations') })],
  ['without tenant', () => ({ tid: undefined })],
  ['whose tenant is a list', () => ({ tid: [LISTED] })],
  ['of a foreign audience', () => ({ aud: 'another-client' })],
  ['with the nonce of another attempt', () => ({ nonce: 'foreign' })],
  ['that has expired', () => ({ exp: Math.floor(Date.now() / 1000) - 3600 })],
])('an ID token %s is refused', async (_, claims) => {
  expect((await failureOf(identified(claims()))).code).toBe('invalid_response');
});

test('a tenant in other letters, or that is no number, is not listed, and not repeated', async () => {
  for (const tid of [LISTED.toUpperCase(), `${LISTED}\n<script>`, '../evil']) {
    const error = await failureOf(identified({ iss: issuerOf(tid), tid }));
    expect(error.reason).toBe('tenant_not_listed');
    expect(printed(error)).not.toContain(tid);
  }
});

test('an ID token of another key is refused', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  stub.answerWith(
    stub.sign({ ...stub.claims(), iss: issuerOf(LISTED), tid: LISTED }, { key: privateKey }),
  );
  const url = callback({ code: 'the-code', state: expected.state });
  expect((await failureOf(connector().identify(url, expected))).code).toBe('invalid_response');
});

test('a key that signs for another tenant, personal accounts for one, signs for none that is listed', async () => {
  const publish = (issuer?: string) =>
    stub.routes.set('GET /certs', () => ({ body: { keys: [{ ...stub.publicJwk, issuer }] } }));
  for (const issuer of [issuerOf('{tenantid}'), issuerOf(LISTED), undefined]) {
    publish(issuer);
    expect((await identified({})).issuer).toBe(issuerOf(LISTED));
  }
  publish(issuerOf('9188040d-6c67-4c5b-b112-36a304b66dad'));
  expect((await failureOf(identified({}))).code).toBe('invalid_response');
  stub.routes.set('GET /certs', () => ({ body: { keys: [null] } }));
  expect((await failureOf(identified({}))).code).toBe('invalid_response');
  stub.routes.set('GET /certs', () => ({ status: 503, body: {} }));
  expect((await failureOf(identified({}))).code).toBe('unavailable');
});

test('keys and tokens are told by their addresses, however the metadata spells these', async () => {
  const spelled = { jwks_uri: `${stub.url}/./certs`, token_endpoint: `${stub.url}/./token` };
  const { authorization_response_iss_parameter_supported: _, ...rest } = stub.metadata;
  announce({ ...rest, ...spelled, issuer: issuerOf('{tenantid}') });
  expect((await identified({})).issuer).toBe(issuerOf(LISTED));
  expect(exchanged()).toBe(1);
  const issuer = issuerOf(FOREIGN);
  stub.routes.set('GET /certs', () => ({ body: { keys: [{ ...stub.publicJwk, issuer }] } }));
  expect((await failureOf(identified({}))).code).toBe('invalid_response');
});

test('a key that signs for one of the listed tenants signs for no other, also once it is known', async () => {
  const settings = { tenants: [LISTED, SECOND], vouchedDomains: [] };
  const both = connect(settingsAt(issuerOf('organizations'), settings), { name: 'ENTRA' });
  const url = callback({ code: 'the-code', state: expected.state });
  const signedIn = (tid: string) => {
    stub.answerWith(stub.sign({ ...stub.claims(), iss: issuerOf(tid), tid }));
    return both.identify(url, expected);
  };
  const issuer = issuerOf(SECOND);
  stub.routes.set('GET /certs', () => ({ body: { keys: [{ ...stub.publicJwk, issuer }] } }));
  expect((await failureOf(signedIn(LISTED))).code).toBe('invalid_response');
  expect((await signedIn(SECOND)).issuer).toBe(issuer);
  expect((await failureOf(signedIn(LISTED))).code).toBe('invalid_response');
});

test('a callback of an issuer that is not listed is refused before the code is used', async () => {
  const error = await failureOf(identified({}, { iss: issuerOf(FOREIGN) }));
  expect(error.code).toBe('invalid_response');
  expect(exchanged()).toBe(0);
  expect((await identified({}, { iss: issuerOf(LISTED) })).issuer).toBe(issuerOf(LISTED));
});

test('a callback of another attempt is refused before the code is used', async () => {
  expect((await failureOf(identified({}, { state: 'foreign' }))).code).toBe('invalid_response');
  expect(exchanged()).toBe(0);
});

test('a code that is refused is told as at any provider', async () => {
  stub.routes.set('POST /token', () => ({ status: 400, body: { error: 'invalid_grant' } }));
  const url = callback({ code: 'the-code', state: expected.state });
  expect((await failureOf(connector().identify(url, expected))).code).toBe('expired');
  expect(exchanged()).toBe(1);
});

test('metadata of one tenant alone is not that of several', async () => {
  announce({ ...stub.metadata, issuer: issuerOf(LISTED) });
  expect(await failureOf(connector().authorizationUrl(expected))).toMatchObject({
    code: 'misconfigured',
    reason: 'metadata',
  });
});
