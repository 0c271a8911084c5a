import { generateKeyPairSync } from 'node:crypto';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';
import { describe, expect, it } from 'vitest';

import { certificateFor, pem } from '../../keys/certificate.fixture.ts';
import { jwtVerifier } from './jwt.ts';
import type { JwtVerifierOptions } from './options.ts';

const issuer = 'our-own-tool';
const audience = 'my-server';
const now = Date.UTC(2026, 10, 24);
const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

function verifierWith(options: Partial<JwtVerifierOptions>) {
  const noNetwork = () => Promise.reject(new Error('nothing is to be fetched'));
  return jwtVerifier({ issuer, audience, clock: () => now, fetch: noNetwork, ...options });
}

function sign(
  key: CryptoKey | Uint8Array,
  header: JWTHeaderParameters,
  claims: object = {},
): Promise<string> {
  const seconds = now / 1000;
  return new SignJWT({
    iss: issuer,
    aud: audience,
    sub: 'user-1',
    client_id: 'client-1',
    jti: 'token-1',
    iat: seconds,
    exp: seconds + 900,
    ...claims,
  })
    .setProtectedHeader({ typ: 'at+jwt', ...header })
    .sign(key);
}

async function encodings(publicKey: CryptoKey): Promise<[string, string | JWK][]> {
  const spki = await exportSPKI(publicKey);
  const der = Buffer.from(spki.replaceAll(/-----.*-----|\s/g, ''), 'base64');
  return [
    ['PEM', spki],
    ['a certificate', certificateFor(der)],
    ['a JWK', await exportJWK(publicKey)],
  ];
}

const refusedWith = (code: string) => expect.objectContaining({ code, status: 401 }) as Error;
const misconfigured = (message: RegExp) =>
  expect.objectContaining({
    code: 'configuration_invalid',
    message: expect.stringMatching(message) as string,
  }) as Error;

describe('a public key in the options', () => {
  it.each(algorithms)('verifies %s in every encoding, with kid and without', async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const stranger = await generateKeyPair(alg);
    for (const [encoding, key] of await encodings(publicKey)) {
      const verifier = verifierWith({ publicKey: key, algorithms: [alg] });
      for (const kid of [undefined, 'any']) {
        const header = kid === undefined ? { alg } : { alg, kid };
        const auth = await verifier.verify(await sign(privateKey, header));
        expect(auth, encoding).toMatchObject({ subject: 'user-1', issuer });
        await expect(verifier.verify(await sign(stranger.privateKey, header))).rejects.toThrow(
          refusedWith('token_signature_invalid'),
        );
      }
    }
  });

  it('may be used with each allowed algorithm that fits it, and with no other', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(privateKey);
    const publicKeyText = await exportSPKI(publicKey);
    const verifier = verifierWith({
      publicKey: publicKeyText,
      algorithms: ['RS256', 'PS256', 'ES256'],
    });
    const { importJWK } = await import('jose');
    for (const alg of ['RS256', 'PS256']) {
      const key = await importJWK(jwk, alg);
      await expect(verifier.verify(await sign(key, { alg }))).resolves.toBeDefined();
    }
    const key = await importJWK(jwk, 'RS512');
    await expect(verifier.verify(await sign(key, { alg: 'RS512' }))).rejects.toThrow(
      refusedWith('token_algorithm_refused'),
    );
  });

  it('is never taken for a secret', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    for (const [, key] of await encodings(publicKey)) {
      const text = typeof key === 'string' ? key : (key.n ?? '');
      for (const secret of [text, ` ${text}`, text.trim()]) {
        const token = await sign(new TextEncoder().encode(secret), { alg: 'HS256' });
        await expect(verifierWith({ publicKey: key }).verify(token)).rejects.toThrow(
          refusedWith('token_algorithm_refused'),
        );
      }
    }
  });

  it('has to fit one of the algorithms', async () => {
    const { publicKey } = await generateKeyPair('ES384', { extractable: true });
    for (const [, key] of await encodings(publicKey)) {
      expect(() => verifierWith({ publicKey: key })).toThrow(
        misconfigured(/EC P-384 fits none of the algorithms ES256, RS256/),
      );
    }
    const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256' };
    expect(() => verifierWith({ publicKey: jwk, algorithms: ['ES384'] })).toThrow(
      misconfigured(/EC P-384 ES256 fits none/),
    );
  });

  it.each<[string, object, RegExp]>([
    ['symmetric', { kty: 'oct', k: 'A'.repeat(43) }, /not a JWK of an RSA, EC or Ed25519 key/],
    ['for encryption', { kty: 'RSA', n: 'A'.repeat(342), e: 'AQAB', use: 'enc' }, /for signatures/],
    ['too short', { kty: 'RSA', n: 'A'.repeat(171), e: 'AQAB' }, /2048 bits/],
    ['private', { kty: 'EC', crv: 'P-256', x: 'A', y: 'A', d: 'A' }, /private key/],
    ['nothing', {}, /not a JWK/],
  ])('is refused as a JWK that is %s', (_what, publicKey, message) => {
    expect(() => verifierWith({ publicKey })).toThrow(misconfigured(message));
  });

  it('is refused in PEM when it is too short', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const der = publicKey.export({ type: 'spki', format: 'der' });
    for (const text of [pem('PUBLIC KEY', der), certificateFor(der)]) {
      expect(() => verifierWith({ publicKey: text })).toThrow(misconfigured(/2048 bits/));
    }
  });

  it('that turns out not to be on its curve lets nobody in', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const coordinate = 'A'.repeat(43);
    const verifier = verifierWith({
      publicKey: { kty: 'EC', crv: 'P-256', x: coordinate, y: coordinate },
    });
    await expect(verifier.verify(await sign(privateKey, { alg: 'ES256' }))).rejects.toThrow(
      expect.objectContaining({ code: 'issuer_unavailable', status: 503 }),
    );
  });
});

describe('a JWK Set in the options', () => {
  it('verifies by kid and fetches nothing', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one' }] };
    const verifier = verifierWith({ jwks });
    const verify = async (header: object) =>
      verifier.verify(await sign(privateKey, { alg: 'ES256', ...header }));
    await expect(verify({ kid: 'one' })).resolves.toBeDefined();
    await expect(verify({ kid: 'two' })).rejects.toThrow(refusedWith('token_key_unknown'));
    await expect(verify({})).rejects.toThrow(refusedWith('token_header_refused'));
  });

  it.each<[string, unknown]>([
    ['without keys', { keys: [] }],
    ['without a kid', { keys: [{ kty: 'EC', crv: 'P-256', x: 'A', y: 'A' }] }],
    ['of secrets', { keys: [{ kty: 'oct', k: 'AAAA', kid: 'a' }] }],
    ['that is none', {}],
  ])('is refused %s', (_what, jwks) => {
    expect(() => verifierWith({ jwks: jwks as { keys: JWK[] } })).toThrow(misconfigured(/^jwks/));
  });
});

describe('a shared secret in the options', () => {
  const secret = crypto.getRandomValues(new Uint8Array(32));

  it('verifies HMAC, and nothing else', async () => {
    const verifier = verifierWith({ sharedSecret: { secret, algorithms: ['HS256'] } });
    await expect(verifier.verify(await sign(secret, { alg: 'HS256' }))).resolves.toBeDefined();
    const { privateKey } = await generateKeyPair('ES256');
    await expect(verifier.verify(await sign(privateKey, { alg: 'ES256' }))).rejects.toThrow(
      refusedWith('token_algorithm_refused'),
    );
    const other = crypto.getRandomValues(new Uint8Array(32));
    await expect(verifier.verify(await sign(other, { alg: 'HS256' }))).rejects.toThrow(
      refusedWith('token_signature_invalid'),
    );
  });

  it('has its algorithms beside it', () => {
    const sharedSecret = { secret, algorithms: ['HS256'] as const };
    expect(() => verifierWith({ sharedSecret, algorithms: ['ES256'] })).toThrow(
      misconfigured(/^algorithms/),
    );
  });
});

it('keys come from one place', () => {
  const jwksUri = 'https://auth.example.com/jwks';
  const publicKey = { kty: 'EC', crv: 'P-256', x: 'A', y: 'A' };
  expect(() => verifierWith({ jwksUri, publicKey })).toThrow(
    misconfigured(/^jwksUri, publicKey: give one/),
  );
});
