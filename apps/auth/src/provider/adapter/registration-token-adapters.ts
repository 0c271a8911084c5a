import { createHash, timingSafeEqual } from 'node:crypto';
import type { Adapter } from 'oidc-provider';
import { placeIn } from '../../protocol/addresses.ts';
import { ENDPOINTS } from '../../protocol/endpoints.ts';
import { refusedToken, unknownRegistrationToken } from '../../registration/own-registration.ts';
import type { Storage } from '../../storage/storage.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { servedContext } from '../request.ts';
import { unsupported } from './unsupported.ts';

const REGISTRATION = 'RegistrationAccessToken';
const INITIAL = 'InitialAccessToken';

/**
 * Tokens with which clients manage their registration (RFC 7592). There are no rows of them: the hash is
 * in the row of the client, written with it (client-adapter.ts), and gone with it. It is looked for in the
 * row that the address names, so another client's token is as unknown as one that was made up.
 */
export function createRegistrationTokenAdapter({ registrations }: Storage): Adapter {
  return {
    async find(token) {
      const clientId = placeIn(ENDPOINTS.clientConfiguration, servedContext().path);
      const own = { clientId: clientId ?? '', accessTokenHash: tokenHash(token) };
      if (!(await registrations.isOwn(own))) throw unknownRegistrationToken();
      return { kind: REGISTRATION, jti: token, clientId };
    },
    upsert: () => Promise.resolve(),
    /** The library ends a token that was shown for another client, and one whose client has ended. */
    destroy: () => Promise.resolve(),
    findByUid: unsupported(REGISTRATION, 'uid'),
    findByUserCode: unsupported(REGISTRATION, 'user code'),
    consume: unsupported(REGISTRATION, 'use'),
    revokeByGrantId: unsupported(REGISTRATION, 'grant'),
  };
}

/** Why a token that is known is not good. */
const ENDED = {
  expired: 'the initial access token has expired',
  used_up: 'the initial access token has no use left',
} as const;

/**
 * Tokens with which clients may register (RFC 7591 §3): the operator's own, and those that a command made.
 * `jti` is the id of one of these; a use of it is taken where the client is stored.
 *
 * @param configured the operator's own
 */
export function createInitialTokenAdapter(
  { initialAccessTokens }: Storage,
  configured: string | undefined,
): Adapter {
  const own = configured === undefined ? undefined : digest(configured);
  return {
    async find(token) {
      if (own !== undefined && timingSafeEqual(own, digest(token))) return { kind: INITIAL };
      const found = await initialAccessTokens.find(tokenHash(token));
      if (found === undefined) throw refusedToken('the initial access token is unknown');
      if (found.state !== 'valid') throw refusedToken(ENDED[found.state]);
      return { kind: INITIAL, jti: found.id };
    },
    upsert: unsupported(INITIAL, 'making by the library'),
    destroy: unsupported(INITIAL, 'removal'),
    findByUid: unsupported(INITIAL, 'uid'),
    findByUserCode: unsupported(INITIAL, 'user code'),
    consume: unsupported(INITIAL, 'use'),
    revokeByGrantId: unsupported(INITIAL, 'grant'),
  };
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
