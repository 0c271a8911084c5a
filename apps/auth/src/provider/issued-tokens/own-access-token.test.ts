import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { publishedKeys } from '../internals.ts';
import { ownAccessToken } from './own-access-token.ts';
import { signingKey } from '../token/signing-key.ts';

const ISSUER = 'https://auth.example';
const now = () => Math.floor(Date.now() / 1000);

type SigningAlg = 'ES256' | 'RS256';
const key = async (alg: SigningAlg): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: randomUUID() };
};
const providerWith = (keys: JWK[], issuer = ISSUER) =>
  new Provider(issuer, {
    jwks: { keys: keys.map(signingKey) },
    features: { externalSigningSupport: { enabled: true, ack: 'experimental-01' } },
  });

let ec: JWK;
let rsa: JWK;
let provider: Provider;
beforeAll(async () => {
  [ec, rsa] = [await key('ES256'), await key('RS256')];
  provider = providerWith([ec, rsa]);
});
afterEach(() => vi.useRealTimers());

const signed = (signer: JWK, claims: object = {}, header: object = {}) =>
  new SignJWT({ iss: ISSUER, exp: now() + 600, jti: randomUUID(), ...claims })
    .setProtectedHeader({
      alg: String(signer.alg),
      kid: String(signer.kid),
      typ: 'at+jwt',
      ...header,
    })
    .sign(signer);

describe('an access token of its own', () => {
  test.each([['ES256'], ['RS256']] as const)(
    'signed with %s gives its claims, again and again',
    async (alg) => {
      const token = await signed(alg === 'ES256' ? ec : rsa, { scope: 'read', status: { idx: 7 } });
      const expected = expect.objectContaining({ iss: ISSUER, scope: 'read', status: { idx: 7 } });
      expect(ownAccessToken(provider, token)).toEqual(expected);
      expect(ownAccessToken(provider, token)).toEqual(expected);
    },
  );

  test('is one no more from the second on in which it expires', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const token = await signed(ec, { exp: now() + 10 });
    expect(ownAccessToken(provider, token)).toBeDefined();
    vi.setSystemTime((now() + 9) * 1000);
    expect(ownAccessToken(provider, token)).toBeDefined();
    vi.setSystemTime((now() + 1) * 1000);
    expect(ownAccessToken(provider, token)).toBeUndefined();
  });

  test('is one only from its `nbf` on', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const token = await signed(rsa, { nbf: now() + 5 });
    expect(ownAccessToken(provider, token)).toBeUndefined();
    vi.setSystemTime((now() + 5) * 1000);
    expect(ownAccessToken(provider, token)).toBeDefined();
  });

  test('is one for no provider that has not its key, whatever another one remembers', async () => {
    const [next, token] = [providerWith([await key('ES256'), rsa]), await signed(ec)];
    expect(ownAccessToken(provider, token)).toBeDefined();
    expect(ownAccessToken(next, token)).toBeUndefined();
    expect(ownAccessToken(provider, token)).toBeDefined();
    const other = providerWith([ec], 'https://other.example');
    expect(ownAccessToken(other, token)).toBeUndefined();
  });
});

describe('what is none', () => {
  test('has another type, issuer, key or algorithm, or extensions that nobody knows', async () => {
    const foreign = await key('ES256');
    const tokens = [
      await signed(ec, {}, { typ: 'JWT' }),
      await signed(ec, {}, { typ: undefined }),
      await signed(ec, {}, { typ: 'logout+jwt' }),
      await signed(ec, { iss: 'https://other.example' }),
      await signed(ec, { iss: undefined }),
      await signed(ec, { exp: undefined }),
      await signed(ec, { exp: now() - 1 }),
      await signed(foreign),
      // Named like a key of this server.
      await signed({ ...foreign, kid: String(ec.kid) }),
      await signed(ec, {}, { kid: rsa.kid }),
      await signed(ec, {}, { kid: 'other' }),
    ];
    for (const token of tokens) expect(ownAccessToken(provider, token), token).toBeUndefined();
    // It is for no other reason than what was changed.
    expect(
      ownAccessToken(provider, await signed(ec, {}, { typ: 'application/AT+JWT' })),
    ).toBeDefined();
  });

  test('is signed otherwise than its header says, or not at all', async () => {
    const [header, payload, signature] = (await signed(ec)).split('.');
    const written = (change: object) =>
      Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid: ec.kid, ...change })).toString(
        'base64url',
      );
    const tokens = [
      `${written({ alg: 'none' })}.${payload}.`,
      `${written({ alg: 'HS256' })}.${payload}.${signature}`,
      `${written({ alg: 'RS256' })}.${payload}.${signature}`,
      `${written({ crit: ['exp'], exp: 1 })}.${payload}.${signature}`,
      `${written({ more: true })}.${payload}.${signature}`,
      `${header}.${Buffer.from('{}').toString('base64url')}.${signature}`,
      `${header}.${payload}.${(await signed(ec)).split('.')[2]}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
    ];
    for (const token of tokens) expect(ownAccessToken(provider, token), token).toBeUndefined();
  });

  test('is written in any form but the canonical one', async () => {
    // Of a signature of 64 octets the last character encodes two bits; the other four are zero.
    const token = await signed(ec);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(token.at(-1) ?? '');
    const others = [
      ...Array.from(
        { length: 15 },
        (_, more) => `${token.slice(0, -1)}${alphabet[last + more + 1]}`,
      ),
      ...['=', '==', ' ', '\n', '.', 'A'].map((end) => `${token}${end}`),
      ` ${token}`,
      token.replace('.', '..'),
      token.replaceAll('.', ' . '),
    ];
    expect(ownAccessToken(provider, token)).toBeDefined();
    for (const other of others) expect(ownAccessToken(provider, other), other).toBeUndefined();
  });

  test('is what jose does not take for one, either, when a character of it is changed', async () => {
    const keys = createLocalJWKSet({ keys: publishedKeys(provider) });
    const options = { issuer: ISSUER, typ: 'at+jwt', algorithms: ['ES256', 'RS256'] };
    const token = await signed(ec);
    const changed = Array.from({ length: token.length - 1 }, (_, at) => {
      const other = token[at] === 'A' ? 'B' : 'A';
      return `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
    });
    for (const other of changed) {
      const verdict = await jwtVerify(other, keys, options).then(
        () => true,
        () => false,
      );
      expect(ownAccessToken(provider, other) !== undefined, other).toBe(verdict);
    }
  });
});
