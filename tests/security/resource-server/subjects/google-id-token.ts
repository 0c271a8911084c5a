import { googleTokenVerifier } from '@gatehouse/auth-core';
import { compact, rs256 } from '../runner/forge.ts';
import { CLIENT, GOOGLE_KID, type World } from '../runner/world.ts';
import type { Changes, Subject } from './subject.ts';

export function googleIdToken(world: World): Subject {
  const signing = rs256(world.googleKey);
  const claims = (now: number) => ({
    iss: 'https://accounts.google.com',
    aud: CLIENT,
    azp: CLIENT,
    sub: '1234',
    email: 'ada@example.com',
    email_verified: true,
    iat: now,
    exp: now + 900,
  });
  const token = ({ header, claims: changes }: Changes = {}) =>
    Promise.resolve(
      compact(
        { alg: 'RS256', kid: GOOGLE_KID, typ: 'JWT', ...header },
        { ...claims(Math.floor(world.now / 1000)), ...changes },
        signing,
      ),
    );
  return {
    name: 'google ID token',
    verifier: googleTokenVerifier({
      clientId: CLIENT,
      idTokens: true,
      clock: () => world.now,
      fetch: world.fetch,
    }),
    get claims() {
      return claims(Math.floor(world.now / 1000));
    },
    token,
    jwt: token,
    key: world.googleKey,
    signing,
  };
}
