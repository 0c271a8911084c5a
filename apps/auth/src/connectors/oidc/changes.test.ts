/** What a provider changes between two sign-ins, and what providers take that differ. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callback, expectation, failureOf } from '../../upstream/testing/expectation.ts';
import { type StubOpenId, startStubOpenId } from '../../upstream/testing/stub-openid.ts';
import { connect, settingsAt } from './testing/connect.ts';

const DISCOVERY = 'GET /.well-known/openid-configuration';

let stub: StubOpenId;
const expected = expectation('oidc');

beforeEach(async () => {
  stub = await startStubOpenId();
});
afterEach(() => stub.close());

const connector = () => connect(settingsAt(stub.url));

const good = () => callback({ code: 'the-code', state: expected.state, iss: stub.url });
const count = (path: string) => stub.received.filter((one) => one.path === path).length;

/** From now on, ID tokens are signed by a new key, and no other is published. */
async function rotate(algorithm: string): Promise<void> {
  const kid = `${algorithm} ${Math.random()}`;
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
  stub.routes.set('GET /certs', () => ({ body: { keys: [jwk] } }));
  const claims = { ...stub.claims(), at_hash: undefined };
  stub.answerWith(new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid }).sign(privateKey));
}

function announce(change: Record<string, unknown>): void {
  stub.routes.set(DISCOVERY, () => ({ body: { ...stub.metadata, ...change } }));
}

test('a key that is replaced a moment after it was fetched is fetched again, once', async () => {
  const one = connector();
  await one.identify(good(), expected);
  await rotate('RS256');
  await one.identify(good(), expected);
  await one.identify(good(), expected);
  expect(count('/certs')).toBe(2);
});

test('a key that nobody publishes is asked for once in a sign-in', async () => {
  const one = connector();
  await one.identify(good(), expected);
  stub.answerWith(stub.sign(stub.claims(), { kid: 'unknown' }));
  expect((await failureOf(one.identify(good(), expected))).code).toBe('invalid_response');
  expect(count('/certs')).toBe(2);
});

test('another algorithm than was announced is refused, and what is announced then asked for again', async () => {
  const one = connector();
  await one.identify(good(), expected);
  await rotate('ES256');
  announce({ id_token_signing_alg_values_supported: ['ES256'] });
  expect((await failureOf(one.identify(good(), expected))).code).toBe('invalid_response');
  expect((await one.identify(good(), expected)).subject).toBe('112233445566778899001');
  expect(count('/.well-known/openid-configuration')).toBe(2);
});

test('what a browser brings makes nobody ask again', async () => {
  const one = connector();
  await one.identify(good(), expected);
  const { state } = expected;
  for (const parameters of [
    { error: 'invalid_request', state, iss: stub.url },
    { code: 'x', state, iss: 'https://evil.example' },
  ]) {
    expect((await failureOf(one.identify(callback(parameters), expected))).toldBy).toBe('browser');
  }
  stub.routes.set('POST /token', () => ({ status: 400, body: { error: 'invalid_grant' } }));
  expect((await failureOf(one.identify(good(), expected))).code).toBe('expired');
  await one.authorizationUrl(expected);
  expect(count('/.well-known/openid-configuration')).toBe(1);
});

test.each<[string, unknown]>([
  ['login', undefined],
  ['login', ['none', 'login', 'consent']],
  ['login', 'select_account'],
  ['select_account', ['none', 'login', 'select_account', 'create']],
])('asks who somebody is by prompt=%s where %j is announced', async (prompt, values) => {
  announce({ prompt_values_supported: values });
  const one = connector();
  const url = await one.authorizationUrl({ ...expected, selectAccount: true });
  expect(url.searchParams.get('prompt')).toBe(prompt);
  expect((await one.authorizationUrl(expected)).searchParams.has('prompt')).toBe(false);
});

test('Microsoft, which announces none, lets people choose among their accounts', async () => {
  const issuer = 'https://login.microsoftonline.com/3f8a6d0e-5b7c-4a51-9d2e-6f1b0c4e7a90/v2.0';
  const answer = () => Promise.resolve(Response.json({ ...stub.metadata, issuer }));
  const one = connect(settingsAt(issuer), { fetch: answer });
  const url = await one.authorizationUrl({ ...expected, selectAccount: true });
  expect(url.searchParams.get('prompt')).toBe('select_account');
});

test('of several tenants in another cloud of Microsoft’s than the first, the metadata is taken too', async () => {
  const base = 'https://login.microsoftonline.us';
  const answer = (url: string) => {
    expect(url).toBe(`${base}/organizations/v2.0/.well-known/openid-configuration`);
    return Promise.resolve(Response.json({ ...stub.metadata, issuer: `${base}/{tenantid}/v2.0` }));
  };
  const tenants = ['3f8a6d0e-5b7c-4a51-9d2e-6f1b0c4e7a90'];
  const one = connect(settingsAt(`${base}/organizations/v2.0`, { tenants }), { fetch: answer });
  const url = await one.authorizationUrl({ ...expected, selectAccount: true });
  expect(url.searchParams.get('prompt')).toBe('select_account');
});
