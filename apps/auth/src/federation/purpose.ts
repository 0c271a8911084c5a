/**
 * What a sign-in at a provider is for. It is stored with the state, so that what comes back from the
 * provider cannot choose: a sign-in that was begun for a request never signs anybody in at a page, nor the
 * other way round.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { type ReturnPlace, returnPlace } from '../protocol/return-places.ts';
import type { ArtifactPayload } from '../storage/artifact.ts';

export type Purpose =
  /** the interaction of an authorization request, by its uid */
  { readonly interaction: string } | Return;

/** A page of this server. */
export interface Return {
  readonly returnTo: ReturnPlace;
  /** the user who is signed in and is to show that it is them; absent: whoever comes */
  readonly again?: string | undefined;
}

/** The members of a stored record that say it. */
export function purposeMembers(purpose: Purpose): ArtifactPayload {
  if ('interaction' in purpose) return { interactionUid: purpose.interaction };
  const { returnTo, again } = purpose;
  return { returnTo, ...(again !== undefined && { again }) };
}

/** @returns undefined where a record says none, or one that this version does not know */
export function purposeIn({
  interactionUid,
  returnTo,
  again,
}: ArtifactPayload): Purpose | undefined {
  if (typeof interactionUid === 'string') {
    return returnTo === undefined ? { interaction: interactionUid } : undefined;
  }
  const place = returnPlace(returnTo);
  if (place === undefined) return undefined;
  return { returnTo: place, ...(typeof again === 'string' && { again }) };
}

/** Kinds of records: one for each purpose, so that neither is found where the other is looked for. */
export const OUTCOME_OF = { interaction: 'SignInOutcome', return: 'ReturnOutcome' } as const;

/** Where an outcome waits to be taken. */
export interface Waiting {
  readonly kind: (typeof OUTCOME_OF)[keyof typeof OUTCOME_OF];
  readonly handle: string;
  /** the path at which the browser takes it */
  readonly at: string;
  /** what it has to say beside what became of the sign-in */
  readonly members: ArtifactPayload;
}

export function waitingFor(purpose: Purpose): Waiting {
  if ('interaction' in purpose) {
    const { interaction: uid } = purpose;
    const at = addressOf(ENDPOINTS.signedIn, { uid });
    return { kind: OUTCOME_OF.interaction, handle: uid, at, members: {} };
  }
  const uid = randomBytes(32).toString('base64url');
  const at = addressOf(ENDPOINTS.signInDone, { uid });
  return { kind: OUTCOME_OF.return, handle: uid, at, members: purposeMembers(purpose) };
}
