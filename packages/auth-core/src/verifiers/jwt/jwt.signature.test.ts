import { exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';

import { createTestIssuer, signCompact, type TestIssuer } from '../../testing/index.ts';
import type { Verifier } from '../../contract/verifier.ts';
import { jwtVerifier } from './jwt.ts';

const audience = 'https://mcp.example.com/mcp';
const clock = () => Date.UTC(2026, 10, 24);

let issuer: TestIssuer;
let verifier: Verifier;

beforeEach(async () => {
  issuer = await createTestIssuer({ audience, clock });
  verifier = jwtVerifier({ issuer: issuer.issuer, audience, clock, fetch: issuer.fetch });
});

function refusedWith(code: string): Error {
  return expect.objectContaining({ code, status: 401, error: 'invalid_token' }) as Error;
}

describe('the header', () => {
  it.each(['JWT', undefined, 'logout+jwt', 'dpop+jwt', 'at+jwt ', 7])(
    'refuses the type %s',
    async (typ) => {
      const token = await issuer.token({ header: { typ } });
      await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_type_refused'));
    },
  );

  it.each(['none', 'nOnE', 'NONE', 'HS256', 'ES512', 'PS256', 'constructor', undefined, ['ES256']])(
    'refuses the algorithm %s',
    async (alg) => {
      const token = await issuer.token({ header: { alg } });
      await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_algorithm_refused'));
    },
  );

  it.each([
    ['crit', { crit: ['exp'] }],
    ['an empty crit', { crit: [] }],
    ['b64', { b64: false, crit: ['b64'] }],
    ['zip', { zip: 'DEF' }],
    ['enc', { enc: 'A256GCM' }],
    ['no kid', { kid: undefined }],
    ['an empty kid', { kid: '' }],
    ['a kid that is an array', { kid: ['key-1'] }],
    ['a kid of 10 kB', { kid: 'k'.repeat(5000) }],
  ])('refuses %s', async (_what, header) => {
    const token = await issuer.token({ header });
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_header_refused'));
  });

  it.each(['../../etc/passwd', "' OR 1=1 --", '__proto__', 'constructor', 'key-2'])(
    'refuses a kid the issuer does not have: %s',
    async (kid) => {
      const token = await issuer.token({ header: { kid } });
      await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_key_unknown'));
    },
  );

  it('never uses a key the token brings along, and fetches nothing for it', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const header = {
      alg: 'ES256',
      typ: 'at+jwt',
      kid: issuer.kid,
      jwk: await exportJWK(publicKey),
      jku: 'https://evil.example.com/jwks',
      x5u: 'https://evil.example.com/chain',
      x5c: ['AAAA'],
    };
    const token = await signCompact(header, await goodClaims(), privateKey);
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_signature_invalid'));
    expect(issuer.requests.every((url) => url.startsWith(issuer.issuer))).toBe(true);
  });
});

describe('the signature', () => {
  it('must cover the claims', async () => {
    const [header, , signature] = (await issuer.token()).split('.');
    const [, claims] = (await issuer.token({ claims: { scope: 'mcp:write' } })).split('.');
    const token = `${header}.${claims}.${signature}`;
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_signature_invalid'));
  });

  it.each([
    ['all zero', 64],
    ['too short', 63],
    ['in another format', 70],
  ])('must not be %s', async (_what, length) => {
    const token = (await issuer.token()).replace(
      /[^.]*$/,
      Buffer.alloc(length).toString('base64url'),
    );
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_signature_invalid'));
  });

  it('must be by the key of this kid', async () => {
    const stranger = await createTestIssuer({ audience, clock });
    await expect(verifier.verify(await stranger.token())).rejects.toThrow(
      refusedWith('token_signature_invalid'),
    );
  });

  it('is never an HMAC with the public key, however that is spelt', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    issuer.documents.set(`${issuer.issuer}/jwks`, { keys: [{ ...jwk, kid: 'rsa' }] });
    for (const secret of [await exportSPKI(publicKey), ` ${await exportSPKI(publicKey)}`, jwk.n]) {
      const key = await crypto.subtle.importKey(
        'raw',
        new TextEncoder().encode(secret),
        { name: 'HMAC', hash: 'SHA-256' },
        false,
        ['sign'],
      );
      for (const alg of ['HS256', 'RS256']) {
        const header = { alg, typ: 'at+jwt', kid: 'rsa' };
        const token = await signCompact(header, await goodClaims(), key, 'HS256');
        await expect(verifier.verify(token)).rejects.toThrow(
          expect.objectContaining({ status: 401 }),
        );
      }
    }
  });

  it('is never checked with a symmetric key, even one the issuer publishes', async () => {
    const good = issuer.documents.get(`${issuer.issuer}/jwks`) as { keys: JWK[] };
    const oct = { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I', kid: 'shared' };
    issuer.documents.set(`${issuer.issuer}/jwks`, { keys: [oct, ...good.keys] });
    const token = await issuer.token({ header: { kid: 'shared' } });
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_key_unknown'));
  });

  it.each([
    ['RS256 with an EC key', 'RS256', 'ES256'],
    ['ES256 with an RSA key', 'ES256', 'RS256'],
  ])('must be of the kind of its key: %s', async (_what, alg, keyAlg) => {
    const { privateKey, publicKey } = await generateKeyPair(keyAlg, { extractable: true });
    issuer.documents.set(`${issuer.issuer}/jwks`, {
      keys: [{ ...(await exportJWK(publicKey)), kid: 'k' }],
    });
    const header = { alg, typ: 'at+jwt', kid: 'k' };
    const token = await signCompact(header, await goodClaims(), privateKey, keyAlg);
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_key_unknown'));
  });

  it('respects the algorithm a key was published for', async () => {
    const [key] = (issuer.documents.get(`${issuer.issuer}/jwks`) as { keys: JWK[] }).keys;
    issuer.documents.set(`${issuer.issuer}/jwks`, { keys: [{ ...key, alg: 'ES384' }] });
    await expect(verifier.verify(await issuer.token())).rejects.toThrow(
      refusedWith('token_key_unknown'),
    );
  });
});

describe('a token that was tampered with in transport', () => {
  it.each([
    ['a space after it', (token: string) => `${token} `],
    ['a newline in its signature', (token: string) => `${token.slice(0, -3)}\n${token.slice(-3)}`],
    ['another last character', otherUnusedBits],
  ])('is refused for %s', async (_what, change) => {
    const token = change(await issuer.token());
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_malformed'));
  });

  it('is refused when longer than 8,192 characters', async () => {
    const token = await issuer.token({ claims: { padding: 'x'.repeat(8192) } });
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_too_long'));
  });
});

async function goodClaims(): Promise<Record<string, unknown>> {
  const [, claims = ''] = (await issuer.token()).split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

/** The same signature, written differently: for decoders that ignore unused bits. */
function otherUnusedBits(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1) ?? '');
  return token.slice(0, -1) + alphabet.charAt(last + 1);
}
