/** The ways to check tokens that are compared, beside none. */
import { cached, jwtVerifier, protectedResource, type Verifier } from '@gatehouse/auth-core';
import { protect } from '@gatehouse/auth-core/express';
import type { TestIssuer } from '@gatehouse/auth-core/testing';
import type { RequestHandler } from 'express';
import { compactVerify, createLocalJWKSet, importJWK, jwtVerify } from 'jose';

export const AUDIENCE = 'https://mcp.example.com/mcp';
export const KINDS = ['none', 'jose', 'jwtVerifier', 'cached'] as const;
export type Kind = (typeof KINDS)[number];

/** What verifies a token, by itself. */
export const CHECKS = ['compactVerify', 'jwtVerify', 'jwtVerifier', 'cached'] as const;
export type Check = (typeof CHECKS)[number];

/** In words, for the table. */
export const TITLES: Readonly<Record<Kind | Check, string>> = {
  none: 'no auth',
  jose: 'jose, jwtVerify',
  compactVerify: 'jose, compactVerify',
  jwtVerify: 'jose, jwtVerify',
  jwtVerifier: 'jwtVerifier',
  cached: 'cached(jwtVerifier)',
};

/** What resolves when a token is good. */
export type Checking = (token: string) => Promise<unknown>;

export async function checksOf(issuer: TestIssuer): Promise<Readonly<Record<Check, Checking>>> {
  const key = await importJWK(issuer.publicJwk, 'ES256');
  const keys = createLocalJWKSet({ keys: [issuer.publicJwk] });
  const [verifier, remembering] = [verifierOf(issuer), cached(verifierOf(issuer))];
  return {
    compactVerify: (token) => compactVerify(token, key, { algorithms: ['ES256'] }),
    jwtVerify: (token) =>
      jwtVerify(token, keys, {
        issuer: issuer.issuer,
        audience: AUDIENCE,
        typ: 'at+jwt',
        algorithms: ['ES256'],
        requiredClaims: ['exp', 'iat', 'sub', 'client_id', 'jti'],
        clockTolerance: 5,
        maxTokenAge: 86_400,
      }),
    jwtVerifier: (token) => verifier.verify(token),
    cached: (token) => remembering.verify(token),
  };
}

/** The middleware in front of a route; with none, there is none. */
export async function middlewareOf(kind: Kind, issuer: TestIssuer): Promise<RequestHandler[]> {
  if (kind === 'none') return [];
  if (kind === 'jose') return [withJose((await checksOf(issuer)).jwtVerify)];
  const verifier = verifierOf(issuer);
  const resource = protectedResource({
    resource: AUDIENCE,
    authorizationServers: [issuer.issuer],
    scopesSupported: ['mcp:read'],
    verifier: kind === 'cached' ? cached(verifier) : verifier,
  });
  return [protect(resource)];
}

function verifierOf({ issuer, fetch }: TestIssuer): Verifier {
  return jwtVerifier({ issuer, audience: AUDIENCE, fetch });
}

/** As people write it who have jose and nothing else. */
function withJose(check: Checking): RequestHandler {
  return async (req, res, next) => {
    const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '';
    try {
      const { payload } = (await check(token)) as { payload: Record<string, unknown> };
      const { client_id: clientId, scope, exp: expiresAt } = payload;
      const scopes = String(scope).split(' ');
      Object.assign(req, { auth: { token, clientId, scopes, expiresAt, extra: payload } });
    } catch {
      return void res.status(401).set('WWW-Authenticate', 'Bearer error="invalid_token"').end();
    }
    next();
  };
}
