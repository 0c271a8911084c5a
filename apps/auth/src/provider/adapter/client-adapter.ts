import type { Adapter } from 'oidc-provider';
import type { Events } from '../../events/events.ts';
import {
  newRegistrationAccessToken,
  registerItself,
  removeItself,
  replaceItself,
} from '../../registration/own-registration.ts';
import type { ClientMetadata } from '../../storage/clients.ts';
import type { Storage } from '../../storage/storage.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import type { WithinRoom } from '../limits/room.ts';
import { currentRequest, servedContext } from '../request.ts';
import { unsupported } from './unsupported.ts';

const NOBODY_REGISTERS = 'a client is written where none registers';

/**
 * Clients. Looking up the client is the first thing the library does in a token request, so this is
 * where the request's unit is loaded. The library writes only those that register themselves.
 *
 * @param servesDocument whether the client with this id, which is known by its document, may be one
 */
export function createClientAdapter(
  { clients, registrations }: Storage,
  events: Events,
  servesDocument: (clientId: string) => boolean,
  withinRoom: WithinRoom = () => Promise.reject(new TypeError(NOBODY_REGISTERS)),
): Adapter {
  const read = (clientId: string) =>
    currentRequest()?.records?.client(clientId) ?? clients.row(clientId);
  return {
    async find(clientId) {
      // Postgres cannot hold a NUL, so no client is called that.
      if (clientId.includes('\0')) return undefined;
      const request = currentRequest()?.token;
      await request?.begin(clientId);
      const known = request?.unit?.client(clientId);
      const row = known === undefined ? await read(clientId) : known;
      if (row == null || (row.kind === 'document' && !servesDocument(row.id))) return undefined;
      return clients.restore(row);
    },
    async upsert(_clientId, given) {
      const metadata = given as unknown as ClientMetadata;
      const { RegistrationAccessToken: token, InitialAccessToken: initial } = shownTokens();
      if (token.jti !== undefined) {
        // It was shown, so this is an update (RFC 7592 §2.2).
        await replaceItself({ registrations, events }, metadata, tokenHash(token.jti));
        return;
      }
      // The library would name it when it stores it; like this the client's row holds it from the start.
      token.jti = newRegistrationAccessToken();
      const accessTokenHash = tokenHash(token.jti);
      await withinRoom((registrant) =>
        registerItself({ registrations, events }, metadata, {
          accessTokenHash,
          initialAccessTokenId: initial?.jti,
          ...registrant,
        }),
      );
    },
    async destroy(clientId) {
      const { RegistrationAccessToken: token } = shownTokens();
      const accessTokenHash = tokenHash(token.jti ?? '');
      await removeItself({ registrations, events }, { clientId, accessTokenHash });
    },
    findByUid: unsupported('Client', 'uid'),
    findByUserCode: unsupported('Client', 'user code'),
    consume: unsupported('Client', 'use'),
    revokeByGrantId: unsupported('Client', 'grant'),
  };
}

interface Token {
  /** absent: the library has not given it one */
  jti?: string;
}

/** The tokens of the request by which a client registers, or manages its registration. */
function shownTokens(): { RegistrationAccessToken: Token; InitialAccessToken?: Token } {
  const { RegistrationAccessToken: token, ...others } = servedContext().oidc.entities as Record<
    string,
    Token | undefined
  >;
  if (token === undefined) throw new TypeError(NOBODY_REGISTERS);
  return { ...others, RegistrationAccessToken: token };
}
