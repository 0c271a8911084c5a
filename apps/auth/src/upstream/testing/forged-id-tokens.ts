/**
 * ID tokens that no connector may take, and the tests that it takes none of them.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SignInSteps } from '../connector.ts';
import { callback, expectation, failureOf, printed } from './expectation.ts';
import { ACCESS_TOKEN, CLIENT_ID, type StubOpenId, startStubOpenId } from './stub-openid.ts';

/**
 * @param connect a connector to this provider, whose client is `CLIENT_ID`
 * @param secret the client's
 */
export function refusesForgedIdTokens(
  connect: (stub: StubOpenId) => SignInSteps,
  secret: string,
): void {
  describe('an ID token is refused', () => {
    const past = Math.floor(Date.now() / 1000) - 3600;
    const expected = expectation('any');
    let stub: StubOpenId;

    beforeEach(async () => {
      stub = await startStubOpenId();
    });
    afterEach(() => stub.close());

    const identified = () =>
      connect(stub).identify(
        callback({ code: 'the-code', state: expected.state, iss: stub.url }),
        expected,
      );

    /** What becomes of a sign-in whose ID token has these claims instead of the good ones. */
    function withClaims(change: JWTPayload) {
      stub.answerWith(stub.sign({ ...stub.claims(), ...change }));
      return identified();
    }

    test.each<[string, JWTPayload]>([
      ['of a foreign audience', { aud: 'another-client' }],
      ['of several audiences', { aud: [CLIENT_ID, 'another-client'], azp: 'another-client' }],
      ['of a foreign azp', { azp: 'another-client' }],
      ['of a foreign issuer', { iss: 'https://evil.example' }],
      ['of an issuer that only begins like ours', { iss: 'http://127.0.0.1.evil.example' }],
      ['that has expired', { iat: past - 3600, exp: past }],
      ['without expiry', { exp: undefined as unknown as number }],
      ['without audience', { aud: undefined as unknown as string }],
      ['without issuer', { iss: undefined as unknown as string }],
      ['without subject', { sub: undefined as unknown as string }],
      ['with an empty subject', { sub: '' }],
      ['with a number as subject', { sub: 1 as unknown as string }],
      ['with a subject longer than Google’s are', { sub: '1'.repeat(256) }],
      ['without nonce', { nonce: undefined }],
      ['with the nonce of another attempt', { nonce: 'foreign' }],
      ['with an empty nonce', { nonce: '' }],
      [
        'with at_hash of another token',
        {
          at_hash: createHash('sha256')
            .update('other')
            .digest()
            .subarray(0, 16)
            .toString('base64url'),
        },
      ],
      ['with at_hash of the wrong type', { at_hash: 1 }],
    ])('%s', async (_, change) => {
      const error = await failureOf(withClaims(change));
      expect(error.code).toBe('invalid_response');
      expect(printed(error)).not.toMatch(/ada@corp|ya29|eyJ/);
    });

    test('whose signature is of another key', async () => {
      const { privateKey } = await generateKeyPair('RS256');
      stub.answerWith(stub.sign(stub.claims(), { key: privateKey }));
      expect((await failureOf(identified())).code).toBe('invalid_response');
    });

    test('whose key is not published', async () => {
      stub.answerWith(stub.sign(stub.claims(), { kid: 'unknown' }));
      expect((await failureOf(identified())).code).toBe('invalid_response');
    });

    test('whose claims were altered', async () => {
      const [header, , signature] = (await stub.sign(stub.claims())).split('.');
      const claims = Buffer.from(JSON.stringify({ ...stub.claims(), sub: '1' })).toString(
        'base64url',
      );
      stub.answerWith(`${header}.${claims}.${signature}`);
      expect((await failureOf(identified())).code).toBe('invalid_response');
    });

    test('that nobody signed', async () => {
      stub.answerWith(new UnsecuredJWT(stub.claims()).encode());
      expect((await failureOf(identified())).code).toBe('invalid_response');
    });

    test.each<[string, () => string]>([
      ['the client secret', () => secret],
      ['the public key', () => JSON.stringify(stub.publicJwk)],
    ])('signed by HMAC with %s', async (_, key) => {
      const token = new SignJWT(stub.claims()).setProtectedHeader({ alg: 'HS256', kid: 'first' });
      stub.answerWith(token.sign(new TextEncoder().encode(key())));
      expect((await failureOf(identified())).code).toBe('invalid_response');
    });

    test('that is missing', async () => {
      stub.routes.set('POST /token', () => ({
        body: { access_token: ACCESS_TOKEN, token_type: 'Bearer' },
      }));
      expect((await failureOf(identified())).code).toBe('invalid_response');
    });

    test.each(['', 'x', 'a.b.c', '..'])('that is no token at all (%j)', async (token) => {
      stub.answerWith(token);
      expect((await failureOf(identified())).code).toBe('invalid_response');
    });
  });
}
