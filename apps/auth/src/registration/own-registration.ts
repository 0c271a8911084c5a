/**
 * What a client does about its own registration (RFC 7591 §3, RFC 7592 §2), and who is told of it.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { errors } from 'oidc-provider';
import type { Events } from '../events/events.ts';
import type { OwnRegistrations, OwnClient, Registration } from '../storage/own-registrations.ts';
import type { ClientMetadata } from '../storage/clients.ts';

/** Where clients that register themselves are written, and who is told. */
export interface RegistrationsAndEvents {
  readonly registrations: OwnRegistrations;
  readonly events: Events;
}

/** A token of 256 bits for a new client. What it begins with is for those who search for leaked secrets. */
export function newRegistrationAccessToken(): string {
  return `gatehouse_rat_${randomBytes(32).toString('base64url')}`;
}

/** @throws errors.InvalidToken where its initial access token was used up, or ended, a moment ago */
export async function registerItself(
  { registrations, events }: RegistrationsAndEvents,
  metadata: ClientMetadata,
  registration: Registration,
): Promise<void> {
  const event = {
    type: 'client_registered',
    clientId: metadata.client_id,
    kind: 'dynamic',
  } as const;
  const isStored = await events.commit(
    event,
    (unit) => registrations.register(metadata, registration, unit),
    (stored) => (stored ? event : undefined),
  );
  if (!isStored) throw refusedToken('the initial access token has no use left');
}

/** @throws errors.InvalidToken where the client is gone, or disabled, since its token was looked at */
export async function replaceItself(
  { registrations, events }: RegistrationsAndEvents,
  metadata: ClientMetadata,
  accessTokenHash: string,
): Promise<void> {
  const { client_id: clientId } = metadata;
  const event = { type: 'client_changed', clientId, change: 'replaced' } as const;
  const isStored = await events.commit(
    event,
    (unit) => registrations.replace(metadata, accessTokenHash, unit),
    (stored) => (stored ? event : undefined),
  );
  if (!isStored) throw unknownRegistrationToken();
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
