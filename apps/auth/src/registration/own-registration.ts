/**
 * What a client does about its own registration (RFC 7591 §3, RFC 7592 §2), and who is told of it.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { errors } from 'oidc-provider';
import type { Events } from '../events/events.ts';
import type { Registration } from '../storage/client-registration.ts';
import type { OwnRegistrations, OwnClient } from '../storage/own-registrations.ts';
import type { ClientMetadata } from '../storage/clients.ts';
import { registeredAs } from './registered-as.ts';

/** Where clients that register themselves are written, and who is told. */
export interface RegistrationsAndEvents {
  readonly registrations: OwnRegistrations;
  readonly events: Events;
}

/** A token of 256 bits for a new client. What it begins with is for those who search for leaked secrets. */
export function newRegistrationAccessToken(): string {
  return `gatehouse_rat_${randomBytes(32).toString('base64url')}`;
}

/** There are so many unused registrations that none can make room. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
  /** seconds until there may be room */
  readonly wait: number;

  constructor(wait: number) {
    super('there is no room for another registration');
    this.wait = wait;
  }
}

/**
 * Tells of the client, and of those that made room for it.
 *
 * @throws NoRoomError
 * @throws errors.InvalidToken where its initial access token was used up, or ended, a moment ago
 */
export async function registerItself(
  { registrations, events }: RegistrationsAndEvents,
  metadata: ClientMetadata,
  given: Omit<Registration, 'as'>,
): Promise<void> {
  const { client_id: clientId } = metadata;
  const came = { type: 'client_registered', clientId, kind: 'dynamic' } as const;
  const went = { type: 'client_ended', reason: 'surplus' } as const;
  const registration = { ...given, as: registeredAs(metadata) };
  const unit = events.before(came, went);
  const { outcome, wait, ended } = await registrations.register(metadata, registration, unit);
  if (outcome === 'no_room') throw new NoRoomError(wait);
  if (outcome === 'no_use_left') throw refusedToken('the initial access token has no use left');
  events.happened(came);
  for (const { client_id: gone, grants } of ended) {
    events.happened({ ...went, clientId: gone, grants });
  }
}

/** @throws errors.InvalidToken where the client is gone, or disabled, since its token was looked at */
export async function replaceItself(
  { registrations, events }: RegistrationsAndEvents,
  metadata: ClientMetadata,
  accessTokenHash: string,
): Promise<void> {
  const { client_id: clientId } = metadata;
  const event = { type: 'client_changed', clientId, change: 'replaced' } as const;
  const grants = await events.commit(
    event,
    (unit) => registrations.replace(metadata, accessTokenHash, registeredAs(metadata), unit),
    (ended) => (ended === undefined ? undefined : { ...event, grants: ended }),
  );
  if (grants === undefined) throw unknownRegistrationToken();
}

/** @throws errors.InvalidToken as {@link replaceItself} */
export async function removeItself(
  { registrations, events }: RegistrationsAndEvents,
  own: OwnClient,
): Promise<void> {
  const event = {
    type: 'client_ended',
    clientId: own.clientId,
    reason: 'removed_itself',
  } as const;
  const grants = await events.commit(
    event,
    (unit) => registrations.remove(own, unit),
    (held) => (held === undefined ? undefined : { ...event, grants: held }),
  );
  if (grants === undefined) throw unknownRegistrationToken();
}

/** One answer for what is wrong, gone and disabled: it says nothing about a client (RFC 7592 §2). */
export function unknownRegistrationToken(): errors.InvalidToken {
  return refusedToken('the registration access token is not, or no longer, that of this client');
}

/** A 401 `invalid_token` (RFC 6750 §3.1) that says why. */
export function refusedToken(why: string): errors.InvalidToken {
  return Object.assign(new errors.InvalidToken(why), { error_description: why });
}
