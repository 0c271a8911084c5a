import { beforeEach, describe, expect, it } from 'vitest';

import { refusedWith, type TwoIssuers, twoIssuers } from './jwt.fixture.ts';
import type { JwtVerifierOptions } from './options.ts';

let issuer: TwoIssuers['issuer'];
let verifierWith: TwoIssuers['verifierWith'];
let verify: TwoIssuers['verify'];

beforeEach(async () => {
  ({ issuer, verifierWith, verify } = await twoIssuers());
});

describe('keys by http on a private host', () => {
  const jwksUri = 'http://keycloak:8080/realms/staff/certs';

  it('are fetched from the very address in the options, and from no other', async () => {
    issuer.documents.set(jwksUri, issuer.documents.get(`${issuer.issuer}/jwks`));
    const token = await issuer.token();
    const verifier = verifierWith({ jwksUri, jwksUriOverHttp: true });
    await expect(verifier.verify(token)).resolves.toBeDefined();
    expect(issuer.requests).toEqual([jwksUri]);
  });

  it('are not followed to where they redirect', async () => {
    const headers = { location: 'http://evil:8080/jwks' };
    issuer.documents.set(jwksUri, new Response(null, { status: 302, headers }));
    await expect(verify({ jwksUri, jwksUriOverHttp: true })).rejects.toThrow(
      refusedWith('issuer_unavailable', 503),
    );
    expect(issuer.requests).toEqual([jwksUri]);
  });

  it('are never fetched because metadata names them', async () => {
    issuer.documents.set(jwksUri, issuer.documents.get(`${issuer.issuer}/jwks`));
    const metadata = `${issuer.issuer}/.well-known/oauth-authorization-server`;
    issuer.documents.set(metadata, { issuer: issuer.issuer, jwks_uri: jwksUri });
    await expect(verify({})).rejects.toThrow(refusedWith('issuer_unavailable', 503));
    expect(issuer.requests).not.toContain(jwksUri);
  });

  it.each<[string, Partial<JwtVerifierOptions>]>([
    ['without the word for it', { jwksUri }],
    ['of a public host', { jwksUri: 'http://auth.example.com/jwks', jwksUriOverHttp: true }],
    ['of no address', { jwksUriOverHttp: true }],
  ])('are refused %s', (_what, options) => {
    expect(() => verifierWith(options)).toThrow(refusedWith('configuration_invalid', 500));
  });
});
