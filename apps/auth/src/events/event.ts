/**
 * Everything that happens here and that somebody may have to know afterwards. One member of the union for
 * each kind of thing; ids and words of closed lists alone, so that nothing here is a secret, and whoever
 * listens may tell all of it.
 *
 * @module
 */
import type { ClientKind } from '../storage/clients.ts';
import type { AdmissionRefusal } from '../admission/why-refused.ts';
import type { ToldBy, UpstreamErrorCode } from '../upstream/upstream-error.ts';
import type { RevocationReason } from '../storage/grants.ts';

/** Somebody has signed in at a provider, and is let in. */
export interface SignedIn {
  readonly type: 'signed_in';
  readonly provider: string;
  /** absent before a commit that finds out who it is */
  readonly userId?: string | undefined;
}

/** Somebody has signed in at a provider, and is not let in. */
export interface SignInRefused {
  readonly type: 'sign_in_refused';
  readonly provider: string;
  readonly reason: AdmissionRefusal;
}

/** A provider did not say who somebody is. */
export interface UpstreamFailed {
  readonly type: 'upstream_failed';
  readonly provider: string;
  readonly code: UpstreamErrorCode;
  /** whose it is: a person's, who turned back perhaps, or one that the operator has to look at */
  readonly concerns: 'person' | 'operator';
  readonly reason?: string | undefined;
  /** the code that the provider gave, if it gave one of those that standards know */
  readonly upstreamError?: string | undefined;
  readonly remedy?: string | undefined;
  /** what a browser brought may be anybody's word */
  readonly toldBy: ToldBy;
  readonly message: string;
}

/** The browser's session was ended by whoever sits there. */
export interface SignedOut {
  readonly type: 'signed_out';
  readonly userId?: string | undefined;
}

/** What a person decided about a client at a resource. */
export interface ConsentGiven {
  readonly type: 'consent_given';
  readonly userId: string;
  readonly clientId: string;
  /** empty for OpenID scopes alone */
  readonly resource: string;
  readonly scopes: readonly string[];
  /** scopes that were asked for and left unticked */
  readonly refused: readonly string[];
  /** scopes that were asked for and that the person may not have; absent where there are none */
  readonly unavailable?: readonly string[] | undefined;
}

export interface ConsentDenied {
  readonly type: 'consent_denied';
  /** absent where nobody was signed in yet */
  readonly userId?: string | undefined;
  readonly clientId: string;
}

/** What was allowed is not allowed any more. */
export interface ConsentWithdrawn {
  readonly type: 'consent_withdrawn';
  readonly userId: string;
  readonly clientId: string;
  readonly resource: string;
  /** absent before a commit that finds out what it takes back */
  readonly scopes?: readonly string[] | undefined;
}

/** A client was answered without a question: by a decision of before, or by the operator's for everybody. */
export interface ConsentReused {
  readonly type: 'consent_reused';
  readonly by: 'decision' | 'operator';
  readonly userId: string;
  readonly clientId: string;
  readonly resource: string;
  readonly scopes: readonly string[];
  /** scopes that were asked for and that the person may not have; absent where there are none */
  readonly unavailable?: readonly string[] | undefined;
}

export interface ClientRegistered {
  readonly type: 'client_registered';
  readonly clientId: string;
  readonly kind: ClientKind;
}

export interface ClientChanged {
  readonly type: 'client_changed';
  readonly clientId: string;
  readonly change: 'replaced' | 'disabled' | 'enabled';
  /** authorizations that ended, because the client proves itself no more; absent before the commit */
  readonly grants?: number | undefined;
}

/** What became of the document of a client: read, or not. */
export interface ClientDocumentRead {
  readonly type: 'client_document';
  /** its address */
  readonly clientId: string;
  readonly outcome: DocumentOutcome;
  readonly reason?: DocumentRefusal | undefined;
  /** a status, or why there was no answer */
  readonly detail?: string | undefined;
}

/**
 * - `registered`, `replaced`, `unchanged`: it was read, and its client is new, another, or as it was
 * - `not_modified`: its host says that it is as it was
 * - `last_good`: it could not be read, and its client goes on as it was
 * - `ended`: its host says that it is no more
 * - `limited`: too much was to be read
 * - `refused`: there is no client
 */
export const DOCUMENT_OUTCOMES = [
  'registered',
  'replaced',
  'unchanged',
  'not_modified',
  'last_good',
  'ended',
  'limited',
  'refused',
] as const;

export type DocumentOutcome = (typeof DOCUMENT_OUTCOMES)[number];

/** Why a client is not taken at its document. For the log: whoever sent the request is told none of it. */
export type DocumentRefusal =
  // Nothing was asked of anybody.
  | 'domain'
  | 'limited'
  | 'busy'
  // It was asked for, and there is no document.
  | 'unreachable'
  | 'status'
  | 'gone'
  // There is something, and it is no document that can be used.
  | 'content_type'
  | 'not_json'
  | 'metadata';

/** What became of the keys of a client that has them at an address: read, or not. */
export interface ClientKeysRead {
  readonly type: 'client_keys';
  readonly clientId: string;
  /** `failed`: what was read before goes on serving, where there is any */
  readonly outcome: 'read' | 'failed';
  readonly reason?: DocumentRefusal | undefined;
  /** a status, or why there was no answer */
  readonly detail?: string | undefined;
}

/** A client is gone, with all that it held. */
export interface ClientEnded {
  readonly type: 'client_ended';
  /** absent before a commit that finds out which it removes */
  readonly clientId?: string | undefined;
  /**
   * - `removed`: by a command
   * - `removed_itself`: by the client, with the token of its registration (RFC 7592 §2.3)
   * - `unused`: it was never used; a command says so of all that it prunes
   * - `idle`: it was not used for long
   * - `surplus`: there were too many like it, of its network or in all, and it was never used
   */
  readonly reason: 'removed' | 'removed_itself' | 'unused' | 'idle' | 'surplus';
  /** authorizations of its that had not ended yet, and end with it; absent before the commit */
  readonly grants?: number | undefined;
}

/** A request was answered with an error of its own making, or ours. */
export interface RequestRefused {
  readonly type: 'request_refused';
  /** name of the endpoint (protocol/endpoints.ts) */
  readonly endpoint: string;
  /** the standard's error code */
  readonly error: string;
  readonly clientId?: string | undefined;
  readonly userId?: string | undefined;
}

/** Tokens were issued; with the grant type `refresh_token` also where they are the same once more. */
export interface TokensIssued {
  readonly type: 'tokens_issued';
  readonly grantType: string;
  readonly clientId: string;
  readonly userId?: string | undefined;
  readonly grantId?: string | undefined;
  /** scopes that were granted and that the person may not have today; absent where there are none */
  readonly withheld?: readonly string[] | undefined;
}

/** A used code or refresh token came back. */
export interface TokenReturned {
  readonly type: 'token_returned';
  readonly presented: 'code' | 'refresh_token';
  /**
   * - `successor`: it was answered with its unused successor
   * - `superseded`: its successor was used already, so it was refused, and nothing was revoked
   * - `revoked`: its whole family was revoked
   */
  readonly outcome: 'successor' | 'superseded' | 'revoked';
  readonly clientId: string;
  readonly userId?: string | undefined;
  readonly grantId?: string | undefined;
  /** seconds since its use; absent for a code */
  readonly usedAgo?: number | undefined;
}

/** An authorization has ended before its time. */
export interface GrantEnded {
  readonly type: 'grant_ended';
  /** absent before a commit that finds out which it ends */
  readonly grantId?: string | undefined;
  readonly reason: RevocationReason;
  readonly clientId?: string | undefined;
  readonly userId?: string | undefined;
}

/** Somebody did something too often. */
export interface Limited {
  readonly type: 'limited';
  /** its name in the configuration */
  readonly limit: string;
}

export interface KeyMade {
  readonly type: 'key_made';
  readonly kid: string;
  readonly alg: string;
}

/** Expired rows were removed. */
export interface Swept {
  readonly type: 'swept';
  readonly outcome: string;
  /** rows by table */
  readonly removed: Readonly<Record<string, number>>;
  /** milliseconds */
  readonly duration: number;
}

export type Event =
  | SignedIn
  | SignInRefused
  | UpstreamFailed
  | SignedOut
  | ConsentGiven
  | ConsentDenied
  | ConsentWithdrawn
  | ConsentReused
  | ClientRegistered
  | ClientChanged
  | ClientDocumentRead
  | ClientKeysRead
  | ClientEnded
  | RequestRefused
  | TokensIssued
  | TokenReturned
  | GrantEnded
  | Limited
  | KeyMade
  | Swept;

export type EventType = Event['type'];
