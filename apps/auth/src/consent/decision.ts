import type { Client, Provider } from 'oidc-provider';
import type { ConsentDenied } from '../events/event.ts';
import type { Events } from '../events/events.ts';
import type { ScopeJudge } from '../federation/scope-judge.ts';
import { type ProtectedResource, termsOf } from '../protocol/resource.ts';
import type { Storage } from '../storage/storage.ts';
import { readStored, STORED_CONSENT_PROMPT } from '../storage/stored.ts';
import { availability } from './available.ts';
import { type ClientVerification, kindOf, verificationOf } from './client-verification.ts';
import { decidedRedirect } from './decided-redirect.ts';
import { shownClient } from './shown-client.ts';
import { type AskedScopes, stepUp } from './step-up.ts';

/** An authorization request that waits for a user's consent. */
export interface PendingConsent extends AskedScopes {
  readonly openidScopes: readonly string[];
  /** how far the client is known, where its answer goes to the redirect of this request */
  readonly verification: ClientVerification;
}

/** The members of the library's interaction that consent is about. */
interface InteractionLike {
  readonly params: Record<string, unknown>;
  readonly session?: { readonly accountId?: string } | undefined;
  readonly prompt: { readonly name: string; readonly details: Record<string, unknown> };
}

/**
 * What is asked for. It is read from the interaction alone, so that no form can ask for more.
 *
 * @param client whoever asks, as it is now
 */
export function pendingConsent(
  interaction: InteractionLike,
  client: Client,
): PendingConsent | undefined {
  const { params, session, prompt } = interaction;
  if (prompt.name !== 'consent' || session?.accountId === undefined) return undefined;
  const missing = readStored('consent prompt', STORED_CONSENT_PROMPT, prompt.details);
  const requested = typeof params.resource === 'string' ? params.resource : '';
  const [[resource, resourceScopes] = [requested, []]] = Object.entries(
    missing.missingResourceScopes,
  );
  const redirectUri = String(params.redirect_uri);
  return {
    userId: session.accountId,
    clientId: String(params.client_id),
    redirectUri,
    resource,
    resourceScopes,
    openidScopes: missing.missingOIDCScope,
    shown: shownClient(client),
    verification: verificationOf(client, kindOf(client), redirectUri),
  };
}

/** Where decisions are written, and who is told. */
export interface Deciding {
  readonly provider: Provider;
  readonly storage: Storage;
  readonly events: Events;
  /** seconds that a decision is remembered */
  readonly lifetime: number;
  /** absent: every user may have every scope */
  readonly scopeJudge?: ScopeJudge | undefined;
}

/** What an answer was given to. */
interface AnswerTo {
  /** where a form may be posted twice: only one of equal answers is told */
  readonly interactionUid?: string;
  /** as the page said it; absent: as it is now */
  readonly resource?: ProtectedResource | undefined;
}

/** What a user has allowed. */
export interface Allowed {
  /** the new grant */
  readonly grantId: string;
  /** all that the client may do at the resource now */
  readonly scopes: readonly string[];
  readonly resource: ProtectedResource | undefined;
}

/**
 * Records that a user allowed a request: remembers the decision, and makes the grant that the code will
 * be for. The client keeps what it has already (step-up.ts), whatever it asks for now. A scope that the
 * page only offered, and that the client did not ask for, does not count as refused where it was left
 * unticked, nor does one that the user may not have, whatever was ticked. What is asked for and the operator
 * requires is allowed with the rest, whatever was left unticked.
 *
 * @param ticked the resource scopes that the user left ticked; anything else is ignored
 * @returns undefined where a resource was asked for of which the user may have
 *   nothing: there is nothing to allow
 */
export async function allow(
  { provider, storage, events, lifetime, scopeJudge }: Deciding,
  pending: PendingConsent,
  ticked: readonly string[],
  { interactionUid, resource: shown }: AnswerTo = {},
): Promise<Allowed | undefined> {
  const [more, { isAvailable, withheldOf }, known] = await Promise.all([
    stepUp(storage, pending),
    availability(storage, scopeJudge, pending),
    pending.resource === '' ? undefined : (shown ?? storage.resources.find(pending.resource)),
  ]);
  const asked = pending.resourceScopes.filter(isAvailable);
  const unavailable = withheldOf(pending.resourceScopes);
  const kept = (more?.kept ?? []).filter(isAvailable);
  const offered = (more?.offered ?? []).filter(isAvailable);
  const choices = [...offered, ...asked];
  if (unavailable.length > 0 && kept.length + choices.length === 0) return undefined;
  const required = asked.filter((scope) => termsOf(known, scope)?.required === true);
  const isAllowed = (scope: string) => ticked.includes(scope) || required.includes(scope);
  const allowed = [...kept, ...choices.filter(isAllowed)];
  const refused = asked.filter((scope) => !isAllowed(scope));

  const grant = new provider.Grant({ accountId: pending.userId, clientId: pending.clientId });
  if (pending.openidScopes.length > 0) grant.addOIDCScope(pending.openidScopes.join(' '));
  if (allowed.length > 0) grant.addResourceScope(pending.resource, allowed.join(' '));
  // What is neither granted nor rejected the library would ask for again.
  const rejected = [...refused, ...unavailable];
  if (rejected.length > 0) grant.rejectResourceScope(pending.resource, rejected.join(' '));
  const grantId = await grant.save();

  const { userId, clientId, resource } = pending;
  const decision = { userId, clientId, resource, scopes: [...pending.openidScopes, ...allowed] };
  const given = {
    type: 'consent_given',
    ...decision,
    refused,
    ...(unavailable.length > 0 && { unavailable }),
  } as const;
  const taken = { type: 'consent_withdrawn', userId, clientId, resource } as const;
  const redirect = decidedRedirect(pending.redirectUri);
  const { given: isNew, withdrawn: scopes } = await storage.consents.remember(
    { ...decision, refused, redirect, shown: pending.shown },
    lifetime,
    interactionUid,
    events.before(given, taken),
  );
  if (isNew) events.happened(given);
  if (scopes.length > 0) events.happened({ ...taken, scopes });
  return { grantId, scopes: allowed, resource: known };
}

/** Records that a user said no. Equal answers to one interaction are told once. */
export async function decline(
  { storage, events }: Pick<Deciding, 'storage' | 'events'>,
  interactionUid: string,
  of: Omit<ConsentDenied, 'type'>,
): Promise<void> {
  const denied = { type: 'consent_denied', ...of } as const;
  await events.commit(
    denied,
    (unit) => storage.consents.decline(interactionUid, unit),
    (isNew) => (isNew ? denied : undefined),
  );
}
