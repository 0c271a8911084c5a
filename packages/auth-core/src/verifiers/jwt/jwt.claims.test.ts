import { exportJWK, generateKeyPair } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';

import { createTestIssuer, signCompact, type TestIssuer } from '../../testing/index.ts';
import type { Verifier } from '../../contract/verifier.ts';
import { jwtVerifier } from './jwt.ts';
import type { JwtVerifierOptions } from './options.ts';

const audience = 'https://mcp.example.com/mcp';
const now = Date.UTC(2026, 10, 24);
const seconds = now / 1000;
const clock = () => now;

let issuer: TestIssuer;
let verifier: Verifier;

beforeEach(async () => {
  issuer = await createTestIssuer({ audience, clock });
  verifier = verifierWith();
});

function verifierWith(options: Partial<JwtVerifierOptions> = {}): Verifier {
  return jwtVerifier({ issuer: issuer.issuer, audience, clock, fetch: issuer.fetch, ...options });
}

function refusedWith(code: string): Error {
  return expect.objectContaining({ code, status: 401, error: 'invalid_token' }) as Error;
}

describe('a good token', () => {
  it('is accepted and says who is asking', async () => {
    const token = await issuer.token({ claims: { scope: 'mcp:read mcp:write', jti: 'id' } });
    expect(await verifier.verify(token)).toEqual({
      token,
      clientId: 'client-1',
      scopes: ['mcp:read', 'mcp:write'],
      expiresAt: seconds + 900,
      subject: 'user-1',
      issuer: issuer.issuer,
      resource: new URL(audience),
      extra: { claims: expect.objectContaining({ sub: 'user-1', jti: 'id', iss: issuer.issuer }) },
    });
  });

  it('says nothing that one request could change for the next', async () => {
    const token = await issuer.token();
    const first = await verifier.verify(token);
    if (first.resource) first.resource.href = 'https://evil.example.com/';
    expect((await verifier.verify(token)).resource).toEqual(new URL(audience));
  });

  it.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/AT+JWT'])(
    'may spell its type %s',
    async (typ) => {
      await expect(verifier.verify(await issuer.token({ header: { typ } }))).resolves.toBeDefined();
    },
  );

  it('may name its sole audience in an array', async () => {
    const token = await issuer.token({ claims: { aud: [audience] } });
    await expect(verifier.verify(token)).resolves.toBeDefined();
  });

  it('may be signed with RS256', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    issuer.documents.set(`${issuer.issuer}/jwks`, {
      keys: [{ ...(await exportJWK(publicKey)), kid: 'rsa' }],
    });
    const [header, claims] = [{ alg: 'RS256', typ: 'at+jwt', kid: 'rsa' }, await goodClaims()];
    const token = await signCompact(header, claims, privateKey, 'RS256');
    await expect(verifier.verify(token)).resolves.toBeDefined();
  });

  it.each([
    ['missing', undefined, []],
    ['empty', '', []],
    ['an array', ['mcp:read'], []],
    ['with a tab', 'mcp:read\tmcp:write', ['mcp:read\tmcp:write']],
    ['repeated and spaced', ' mcp:read  mcp:read ', ['mcp:read']],
  ])('grants by its scope claim alone: %s', async (_what, scope, scopes) => {
    const token = await issuer.token({ claims: { scope, scp: ['mcp:write'] } });
    expect(await verifier.verify(token)).toMatchObject({ scopes });
  });
});

describe('times', () => {
  it.each([
    ['expired within the tolerance', { exp: seconds - 4, iat: seconds - 900 }],
    ['issued by a clock slightly ahead', { iat: seconds + 5 }],
    ['valid from slightly later on', { nbf: seconds + 5 }],
  ])('accepts one %s', async (_what, claims) => {
    await expect(verifier.verify(await issuer.token({ claims }))).resolves.toBeDefined();
  });

  it.each([
    ['expired', { exp: seconds - 5, iat: seconds - 900 }, 'token_expired'],
    ['long expired', { exp: 1, iat: 0 }, 'token_expired'],
    ['without exp', { exp: undefined }, 'token_claim_missing'],
    ['with exp as text', { exp: `${seconds + 900}` }, 'token_claim_invalid'],
    ['with a negative exp', { exp: -1 }, 'token_claim_invalid'],
    ['with exp beyond all bounds', { exp: 1e308 }, 'token_lifetime_exceeded'],
    ['that lives longer than a day', { exp: seconds + 86_401 }, 'token_lifetime_exceeded'],
    [
      'that expires before it was issued',
      { iat: seconds + 3, exp: seconds + 2 },
      'token_lifetime_exceeded',
    ],
    ['issued in the future', { iat: seconds + 6 }, 'token_not_yet_valid'],
    ['without iat', { iat: undefined }, 'token_claim_missing'],
    ['with iat as text', { iat: 'now' }, 'token_claim_invalid'],
    ['not valid yet', { nbf: seconds + 6 }, 'token_not_yet_valid'],
    ['with nbf as text', { nbf: 'soon' }, 'token_claim_invalid'],
  ])('refuses one %s', async (_what, claims, code) => {
    const token = await issuer.token({ claims });
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith(code));
  });
});

describe('whose token it is', () => {
  it.each([
    ['another', 'https://other.example.com/mcp'],
    ['none', undefined],
    ['a prefix', 'https://mcp.example.com'],
    ['a trailing slash', `${audience}/`],
    ['upper case', 'https://MCP.example.com/mcp'],
    ['a number', 7],
    ['an object', { [audience]: true }],
    ['an address with an impossible port', 'https://mcp.example.com:99999/mcp'],
    ['another besides', [audience, 'https://other.example.com']],
    ['itself twice', [audience, audience]],
    ['nobody', []],
  ])('refuses as audience %s', async (_what, aud) => {
    const token = await issuer.token({ claims: { aud } });
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_audience_mismatch'));
  });

  it.each([
    ['another', 'https://evil.example.com'],
    ['a trailing slash', 'https://auth.example.com/'],
    ['an array', ['https://auth.example.com']],
    ['none', undefined],
  ])('refuses as issuer %s', async (_what, iss) => {
    const token = await issuer.token({ claims: { iss } });
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_issuer_mismatch'));
  });

  it.each([
    ['sub', undefined, 'token_claim_missing'],
    ['sub', 42, 'token_claim_invalid'],
    ['sub', '', 'token_claim_invalid'],
    ['client_id', undefined, 'token_claim_missing'],
    ['client_id', ['a'], 'token_claim_invalid'],
    ['jti', undefined, 'token_claim_missing'],
    ['jti', null, 'token_claim_invalid'],
  ])('refuses %s being %s', async (claim, value, code) => {
    const token = await issuer.token({ claims: { [claim]: value } });
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith(code));
  });
});

describe('construction', () => {
  it.each<[string, Partial<JwtVerifierOptions>]>([
    ['no audience', { audience: undefined as unknown as string }],
    ['an empty audience', { audience: '' }],
    ['an audience of white space', { audience: ' ' }],
    ['an audience with a space after it', { audience: `${audience} ` }],
    ['no audience in a list', { audience: [] }],
    ['an empty audience in a list', { audience: [audience, ''] }],
    ['undefined in a list of audiences', { audience: [audience, undefined as unknown as string] }],
    ['no issuer in a list', { issuer: [] }],
    ['no issuer', { issuer: undefined as unknown as string }],
    ['an issuer over plain http', { issuer: 'http://auth.example.com' }],
    ['an issuer with a query', { issuer: 'https://auth.example.com?x' }],
    ['no algorithm', { algorithms: [] }],
    ['the algorithm none', { algorithms: ['none' as 'ES256'] }],
    ['an HMAC algorithm', { algorithms: ['ES256', 'HS256' as 'ES256'] }],
    ['a JWK Set over plain http', { jwksUri: 'http://auth.example.com/jwks' }],
  ])('fails for %s', (_what, options) => {
    expect(() => verifierWith(options)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });

  it('accepts plain http on this machine', () => {
    const local = { issuer: 'http://localhost:3000', audience: 'http://127.0.0.1:8000/mcp' };
    expect(() => verifierWith(local)).not.toThrow();
  });
});

async function goodClaims(): Promise<Record<string, unknown>> {
  const [, claims = ''] = (await issuer.token()).split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}
