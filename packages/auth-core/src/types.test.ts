import { expectTypeOf, it } from 'vitest';

import {
  type AccessTokenClaims,
  type AuthError,
  type AuthErrorCode,
  type AuthInfo,
  InvalidTokenError,
  jwtVerifier,
  type Presentation,
  presets,
  protectedResource,
  type Verifier,
  wrapVerifier,
} from './index.ts';

/** What the MCP SDK (v1 and v2) declares as `AuthInfo`, written out: the core does not depend on it. */
interface SdkAuthInfo {
  token: string;
  clientId: string;
  scopes: string[];
  expiresAt?: number;
  resource?: URL;
  resourceMetadataUrl?: string;
  extra?: Record<string, unknown>;
}

it('what a verifier gives is what the MCP SDK takes', () => {
  expectTypeOf<AuthInfo>().toExtend<SdkAuthInfo>();
  expectTypeOf<AuthInfo<AccessTokenClaims>>().toExtend<AuthInfo>();
  expectTypeOf<AuthInfo['expiresAt']>().toEqualTypeOf<number>();
  expectTypeOf<AuthInfo['extra']['claims']['sub']>().toEqualTypeOf<unknown>();
  expectTypeOf<AuthInfo<AccessTokenClaims>['extra']['claims']['sub']>().toEqualTypeOf<string>();
});

it('a verifier of one kind of token serves wherever any verifier does', () => {
  expectTypeOf<Verifier<AccessTokenClaims>>().toExtend<Verifier>();
  const verifier = {} as Verifier<AccessTokenClaims>;
  expectTypeOf(wrapVerifier(verifier, verifier)).toEqualTypeOf<Verifier<AccessTokenClaims>>();
});

it('every error has a code, a status and a description', () => {
  expectTypeOf<InvalidTokenError>().toExtend<AuthError>();
  expectTypeOf<AuthError['code']>().toEqualTypeOf<AuthErrorCode>();
  expectTypeOf<AuthError['status']>().toEqualTypeOf<number>();
  // @ts-expect-error -- a code that is not in the list
  void (() => new InvalidTokenError('token_odd', ''));
});

it('a verifier cannot be made without an audience, nor with an algorithm of secrets', () => {
  // @ts-expect-error -- audience is missing
  void (() => jwtVerifier({ issuer: 'https://auth.example.com' }));
  const urls = { issuer: 'https://auth.example.com', audience: 'https://mcp.example.com/mcp' };
  // @ts-expect-error -- HMAC
  void (() => jwtVerifier({ ...urls, algorithms: ['HS256'] }));
  // @ts-expect-error -- none
  void (() => jwtVerifier({ ...urls, algorithms: ['none'] }));
});

it('a verifier takes keys in each form, presets and what is said after them', () => {
  const options = { issuer: 'tool', audience: ['a', 'b'] } as const;
  void (() => jwtVerifier({ ...options, publicKey: 'pem' }));
  void (() => jwtVerifier({ ...options, publicKey: { kty: 'EC' } }));
  void (() => jwtVerifier({ ...options, jwks: { keys: [{ kty: 'EC', kid: 'a' }] } }));
  void (() => jwtVerifier({ ...presets.okta({ domain: 'a.okta.com' }), audience: 'a' }));
  void (() => jwtVerifier({ ...presets.plain(), ...options, typ: ['JWT', 'at+jwt'] }));
  const sharedSecret = { secret: 'secret', algorithms: ['HS256'] } as const;
  void (() => jwtVerifier({ ...options, sharedSecret }));
  const signing = { secret: 'secret', algorithms: ['RS256'] } as const;
  // @ts-expect-error -- a secret is no key of signatures
  void (() => jwtVerifier({ ...options, sharedSecret: signing }));
  // @ts-expect-error -- a secret names its algorithms
  void (() => jwtVerifier({ ...options, sharedSecret: { secret: 'secret' } }));
  // @ts-expect-error -- a preset says nothing about the audience
  void (() => jwtVerifier(presets.okta({ domain: 'a.okta.com' })));
  // @ts-expect-error -- nor about the issuer of plain tokens
  void (() => jwtVerifier({ ...presets.plain(), audience: 'a' }));
});

it('only a wrapper can say that a binding is checked, and only by true', () => {
  const presentation = { scheme: 'DPoP', proofs: [], method: 'GET', url: '' } as const;
  expectTypeOf(presentation).toExtend<Presentation>();
  expectTypeOf({ ...presentation, bindingIsChecked: false as const }).not.toExtend<Presentation>();
  expectTypeOf({ ...presentation, scheme: 'Basic' as const }).not.toExtend<Presentation>();
});

it('a protected resource cannot be made without a verifier', () => {
  const options = { resource: 'https://mcp.example.com', authorizationServers: [] };
  // @ts-expect-error -- the verifier is missing
  void (() => protectedResource({ ...options, scopesSupported: [] }));
});
