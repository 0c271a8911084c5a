import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callback, expectation, failureOf } from '../../upstream/testing/expectation.ts';
import { type StubOpenId, startStubOpenId } from '../../upstream/testing/stub-openid.ts';
import { connect, settingsAt } from './testing/connect.ts';

let stub: StubOpenId;
const expected = expectation('oidc');

beforeEach(async () => {
  stub = await startStubOpenId();
});
afterEach(() => stub.close());

const url = () => callback({ code: 'the-code', state: expected.state, iss: stub.url });
const publish = (...keys: JWK[]) => stub.routes.set('GET /certs', () => ({ body: { keys } }));

async function anotherKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  return { jwk, sign: () => stub.sign(stub.claims(), { kid, key: privateKey }) };
}

describe('the keys of a provider', () => {
  test('that are not published are none, however often they are looked for', async () => {
    const connector = connect(settingsAt(stub.url));
    const foreign = await anotherKey('foreign');
    stub.answerWith(foreign.sign());
    expect((await failureOf(connector.identify(url(), expected))).code).toBe('invalid_response');
    stub.answerWith(stub.sign(stub.claims()));
    await connector.identify(url(), expected);
    stub.answerWith(foreign.sign());
    expect((await failureOf(connector.identify(url(), expected))).code).toBe('invalid_response');
  });

  test('that it has taken away sign nobody in once its new ones are known', async () => {
    const connector = connect(settingsAt(stub.url));
    await connector.identify(url(), expected);
    const second = await anotherKey('second');
    publish(second.jwk);
    stub.answerWith(second.sign());
    await connector.identify(url(), expected);
    stub.answerWith(stub.sign(stub.claims()));
    expect((await failureOf(connector.identify(url(), expected))).code).toBe('invalid_response');
  });
});

describe('the clock of a provider', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const identified = (claims: Record<string, unknown>) => {
    stub.answerWith(stub.sign({ ...stub.claims(), ...claims }));
    return connect(settingsAt(stub.url)).identify(url(), expected);
  };

  test('may be a few seconds off, either way', async () => {
    expect((await identified({ exp: seconds() - 3 })).provider).toBe('oidc');
    expect((await identified({ nbf: seconds() + 10 })).provider).toBe('oidc');
  });

  test('may not be minutes off', async () => {
    for (const claims of [{ exp: seconds() - 120 }, { nbf: seconds() + 3600 }]) {
      expect((await failureOf(identified(claims))).code).toBe('invalid_response');
    }
  });
});
