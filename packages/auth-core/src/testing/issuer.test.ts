import { describe, expect, it, onTestFinished } from 'vitest';

import { AuthError } from '../errors/errors.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import { createTestIssuer, type TestIssuer, type TestIssuerOptions } from './index.ts';

const audience = 'https://mcp.example.com/mcp';

async function start(options: Partial<TestIssuerOptions> = {}) {
  const issuer = await createTestIssuer({ audience, ...options });
  return { issuer, verify: verifierOf(issuer) };
}

function verifierOf(issuer: TestIssuer, fetched = true) {
  const verifier = jwtVerifier({
    issuer: issuer.issuer,
    audience,
    algorithms: ['ES256', 'RS256', 'EdDSA'],
    ...(fetched && { fetch: issuer.fetch }),
  });
  return (token: string) => verifier.verify(token);
}

describe('a test issuer', () => {
  it.each(['ES256', 'RS256', 'EdDSA'] as const)('makes good tokens with %s', async (algorithm) => {
    const { issuer, verify } = await start({ algorithm });
    const { subject, scopes } = await verify(await issuer.token());
    expect([subject, scopes]).toEqual(['user-1', ['mcp:read']]);
  });

  it('gives its key to a verifier that fetches nothing', async () => {
    const { issuer } = await start({ algorithm: 'RS256' });
    for (const publicKey of [issuer.publicPem, issuer.publicJwk]) {
      const verifier = jwtVerifier({
        issuer: issuer.issuer,
        audience,
        publicKey,
        fetch: () => Promise.reject(new Error('nothing may be fetched')),
      });
      const { clientId } = await verifier.verify(await issuer.token());
      expect(clientId).toBe('client-1');
    }
  });

  const bad: [string, (issuer: TestIssuer) => Promise<string>, string][] = [
    ['expired', (issuer) => issuer.expired(), 'token_expired'],
    ['notYetValid', (issuer) => issuer.notYetValid(), 'token_not_yet_valid'],
    [
      'forAudience',
      (issuer) => issuer.forAudience('https://other.example'),
      'token_audience_mismatch',
    ],
    ['without', (issuer) => issuer.without('sub'), 'token_claim_missing'],
    ['ofIssuer', (issuer) => issuer.ofIssuer('https://other.example'), 'token_issuer_mismatch'],
    ['forged', (issuer) => issuer.forged(), 'token_signature_invalid'],
    ['ofUnknownKey', (issuer) => issuer.ofUnknownKey(), 'token_key_unknown'],
    ['tampered', (issuer) => issuer.tampered({ sub: 'admin' }), 'token_signature_invalid'],
    ['unsigned', (issuer) => issuer.unsigned(), 'token_malformed'],
    ['idToken', (issuer) => issuer.idToken(), 'token_type_refused'],
    ['truncated', (issuer) => issuer.truncated(), 'token_malformed'],
  ];
  it.each(bad)('makes a token that is bad in one way: %s', async (_name, make, code) => {
    const { issuer, verify } = await start();
    const error = await verify(await make(issuer)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AuthError);
    expect((error as AuthError).code).toBe(code);
  });

  it('changes what it is told to, in whichever token', async () => {
    const { issuer, verify } = await start();
    const changes = { claims: { sub: 'user-2' } };
    const { subject, scopes } = await verify(await issuer.withScope('a b', changes));
    expect([subject, scopes]).toEqual(['user-2', ['a', 'b']]);
    expect((await verify(await issuer.withScope(undefined))).scopes).toEqual([]);
  });

  it('keeps the key before, when it rotates, if it is asked to', async () => {
    const { issuer, verify } = await start();
    const before = await issuer.token();
    await issuer.rotate({ keep: true, algorithm: 'EdDSA' });
    await verify(before);
    await verify(await issuer.token());
    await issuer.rotate();
    await expect(verifierOf(issuer)(before)).rejects.toMatchObject({ code: 'token_key_unknown' });
  });
});

describe('a test issuer that listens', () => {
  async function listening(options: Partial<TestIssuerOptions> = {}) {
    const { issuer } = await start(options);
    onTestFinished(() => issuer.close());
    return { issuer, address: await issuer.listen() };
  }

  it('is called by its address, and found there without a fetch of its own', async () => {
    const { issuer, address } = await listening();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(issuer.issuer).toBe(address);
    await verifierOf(issuer, false)(await issuer.token());
  });

  it('keeps a name that it was given', async () => {
    const { issuer, address } = await listening({ issuer: 'https://auth.example.com' });
    expect([address, issuer.issuer]).toEqual(Array(2).fill('https://auth.example.com'));
  });

  it('goes down and comes back on command', async () => {
    const { issuer } = await listening();
    issuer.reachable = false;
    await expect(fetch(issuer.jwksUri)).rejects.toThrow('fetch failed');
    issuer.reachable = true;
    expect((await fetch(issuer.jwksUri)).status).toBe(200);
    expect((await fetch(`${issuer.issuer}/elsewhere`)).status).toBe(404);
  });
});
