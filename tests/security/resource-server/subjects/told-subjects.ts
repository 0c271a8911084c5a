/** Verifiers that read nothing in a token: somebody else says what it stands for. */
import { randomBytes } from 'node:crypto';
import {
  type Claims,
  customVerifier,
  type CustomVerdict,
  githubTokenVerifier,
  googleTokenVerifier,
  introspectionVerifier,
  type Verifier,
} from '@gatehouse/auth-core';
import type { Json } from '../runner/forge.ts';
import type { TOLD } from '../runner/names.ts';
import { CLIENT, ISSUER, RESOURCE, type World } from '../runner/world.ts';
import { jwtSubject } from './jwt-subjects.ts';
import type { Subject } from './subject.ts';

interface Kind {
  readonly verifier: (world: World) => Verifier;
  /** What stands before the random part of a token. */
  readonly prefix: string;
  /** How whoever is asked says these claims. */
  readonly answer: (claims: Json) => Claims;
}

const kinds: Readonly<Record<(typeof TOLD)[number], Kind>> = {
  introspection: {
    verifier: (world) =>
      introspectionVerifier({
        issuer: ISSUER,
        endpoint: `${ISSUER}/introspect`,
        audience: RESOURCE,
        clientAuthentication: {
          method: 'client_secret_basic',
          clientId: 'mcp',
          clientSecret: 'secret',
        },
        ...surroundings(world),
      }),
    prefix: '',
    answer: (claims) => ({ active: true, token_type: 'Bearer', ...claims }),
  },
  github: {
    verifier: (world) =>
      githubTokenVerifier({
        clientId: CLIENT,
        clientSecret: 'secret',
        ...surroundings(world),
      }),
    prefix: 'gho_',
    answer: ({ aud, sub, scope, exp }) => ({
      app: { client_id: aud === RESOURCE ? CLIENT : aud },
      user: sub === undefined ? null : { id: numberOf(sub), login: 'ada' },
      scopes: typeof scope === 'string' ? scope.split(' ') : scope,
      expires_at: typeof exp === 'number' ? new Date(exp * 1000).toISOString() : exp,
    }),
  },
  'google access token': {
    verifier: (world) => googleTokenVerifier({ clientId: CLIENT, ...surroundings(world) }),
    prefix: 'ya29.',
    answer: ({ aud, azp, exp, sub, scope }) => ({
      aud: aud === RESOURCE ? CLIENT : aud,
      azp,
      sub,
      scope,
      exp: typeof exp === 'number' ? String(exp) : exp,
    }),
  },
  custom: {
    verifier: (world) =>
      customVerifier(
        (token) => {
          world.failure?.();
          return world.told.get(token) as unknown as CustomVerdict | undefined;
        },
        { clock: () => world.now },
      ),
    prefix: 'session-',
    answer: ({ client_id: clientId, sub, scope, exp, ...claims }) => ({
      clientId,
      subject: sub,
      scopes: typeof scope === 'string' ? scope.split(' ') : scope,
      expiresAt: exp,
      claims,
    }),
  },
};

export function toldSubject(name: (typeof TOLD)[number], world: World): Subject {
  const { verifier, prefix, answer } = kinds[name];
  const ofIssuer = jwtSubject('jwt (metadata)', world);
  return {
    name,
    verifier: verifier(world),
    get claims() {
      return ofIssuer.claims;
    },
    jwt: ofIssuer.jwt,
    key: ofIssuer.key,
    signing: ofIssuer.signing,
    token({ claims } = {}) {
      const token = `${prefix}${randomBytes(24).toString('base64url')}`;
      world.told.set(token, answer({ ...ofIssuer.claims, ...claims }));
      return Promise.resolve(token);
    },
  };
}

/** GitHub's people are numbers: `user-1` is 1. */
function numberOf(sub: unknown): unknown {
  const digits = typeof sub === 'string' ? /\d+$/.exec(sub)?.[0] : undefined;
  return digits === undefined ? sub : Number(digits);
}

function surroundings(world: World) {
  return { clock: () => world.now, fetch: world.fetch };
}
