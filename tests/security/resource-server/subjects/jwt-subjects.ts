import { KeyObject } from 'node:crypto';
import {
  anyOf,
  cached,
  dpop,
  githubTokenVerifier,
  jwtVerifier,
  statusChecked,
  type Verifier,
} from '@gatehouse/auth-core';
import { es256 } from '../runner/forge.ts';
import type { JWT } from '../runner/names.ts';
import { CLIENT, ISSUER, RESOURCE, type World } from '../runner/world.ts';
import type { Changes, Subject } from './subject.ts';

/** Verifiers of RFC 9068 tokens, by where their keys come from and what is around them. */
const verifiers: Readonly<Record<(typeof JWT)[number], (world: World) => Verifier>> = {
  'jwt (metadata)': (world) => discovered(world),
  'jwt (static key)': (world) =>
    jwtVerifier({
      issuer: ISSUER,
      audience: RESOURCE,
      publicKey: world.issuer.publicPem,
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
  'dpop(jwt)': (world) => dpop(discovered(world), { clock: () => world.now }),
  'status(jwt)': (world) =>
    statusChecked(discovered(world), {
      clock: () => world.now,
      fetch: world.fetch,
      // Nothing is polled behind a row’s back, so that what a request causes can be counted.
      timer: () => () => {},
    }),
};

export function jwtSubject(name: (typeof JWT)[number], world: World): Subject {
  const { issuer } = world;
  const key = KeyObject.from(issuer.privateKey);
  const status = name === 'status(jwt)' ? { status: world.statusList.reference(1) } : {};
  const jwt = ({ header = {}, claims = {} }: Changes = {}) =>
    issuer.token({ header, claims: { ...status, ...claims } });
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
    token: jwt,
    jwt,
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
