import { createPublicKey, type JsonWebKey, KeyObject } from 'node:crypto';
import {
  anyOf,
  cached,
  githubTokenVerifier,
  jwtVerifier,
  type Verifier,
} from '@gatehouse/auth-core';
import { es256 } from '../runner/forge.ts';
import type { JWT } from '../runner/names.ts';
import { CLIENT, ISSUER, RESOURCE, type World } from '../runner/world.ts';
import type { Subject } from './subject.ts';

/** Verifiers of RFC 9068 tokens, by where their keys come from and what is around them. */
export const verifiers: Readonly<Record<(typeof JWT)[number], (world: World) => Verifier>> = {
  'jwt (metadata)': (world) => discovered(world),
  'jwt (static key)': (world) =>
    jwtVerifier({
      issuer: ISSUER,
      audience: RESOURCE,
      publicKey: publicPem(world),
      clock: () => world.now,
      fetch: world.fetch,
    }),
  'anyOf(jwt, github)': (world) =>
    anyOf(
      discovered(world),
      githubTokenVerifier({
        clientId: CLIENT,
        clientSecret: 'secret',
        clock: () => world.now,
        fetch: world.fetch,
      }),
    ),
  'cached(jwt)': (world) => cached(discovered(world), { clock: () => world.now }),
};

export function jwtSubject(name: (typeof JWT)[number], world: World): Subject {
  const { issuer } = world;
  const key = KeyObject.from(issuer.privateKey);
  return {
    name,
    verifier: verifiers[name](world),
    get claims() {
      const now = Math.floor(world.now / 1000);
      return {
        iss: ISSUER,
        aud: RESOURCE,
        sub: 'user-1',
        client_id: CLIENT,
        jti: 'token-1',
        iat: now,
        exp: now + 900,
        scope: 'mcp:read',
      };
    },
    token: (changes) => issuer.token(changes),
    jwt: (changes) => issuer.token(changes),
    key,
    signing: es256(key),
  };
}

function discovered(world: World): Verifier {
  return jwtVerifier({
    issuer: ISSUER,
    audience: RESOURCE,
    clock: () => world.now,
    fetch: world.fetch,
  });
}

/** What the issuer publishes, as it would be copied into a configuration. */
export function publicPem(world: World): string {
  const { keys } = world.issuer.documents.get(`${ISSUER}/jwks`) as { keys: JsonWebKey[] };
  const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
