/**
 * Signing in through an upstream provider.
 *
 * ```
 * begin ──▶ upstream ──▶ callback ──▶ outcome
 *   state, bound to        state used up:     taken once by the same browser, on a path of
 *   browser, purpose       wrong browser,     its own: that of the interaction, where its
 *   and provider           replay: refused    cookie can be seen, or `/sign-in/:uid/done`
 * ```
 *
 * Each step is proved by a secret that the response before it gave to the browser.
 *
 * The callback URL is fixed, because upstream providers demand it, and so cannot see the interaction's
 * cookie (its path is `/interaction/:uid`); hence the second step.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { type ArtifactPayload, artifactRow } from '../storage/artifact.ts';
import type { Event } from '../events/event.ts';
import type { Events } from '../events/events.ts';
import type { Storage } from '../storage/storage.ts';
import { readStored, STORED_SIGN_IN } from '../storage/stored.ts';
import { tokenHash } from '../storage/token-hash.ts';
import { type BrowserBinding, browserBinding } from './browser-binding.ts';
import type { Connector } from '../upstream/connector.ts';
import type { UpstreamIdentity } from '../upstream/identity.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Verdict } from './admission.ts';
import type {
  BeginOutcome,
  CallbackOutcome,
  FailedSignIn,
  Returned,
  SignInOutcome,
} from './outcomes.ts';
import { OUTCOME_OF, type Purpose, purposeIn, purposeMembers, waitingFor } from './purpose.ts';
import { upstreamFailed } from './upstream-failed.ts';

const STATE = 'UpstreamState';

export interface SignInOptions {
  readonly storage: Storage;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly publicUrl: URL;
  readonly judge: (identity: UpstreamIdentity) => Verdict | Promise<Verdict>;
  /** seconds that a user has at the upstream provider */
  readonly stateLifetime: number;
  /** seconds that the outcome waits to be taken */
  readonly outcomeLifetime: number;
  /** seconds that a sign-in may lie back and still make a session */
  readonly greatestAge: number;
  readonly now: () => Date;
  readonly events: Events;
  /** the id of the line in the log that says this, if there is one */
  readonly lineOf: (event: Event) => string | undefined;
}

export interface BeginOptions {
  readonly loginHint?: string;
  readonly selectAccount?: boolean;
  /** the client demands that the user signs in now, whether signed in or not */
  readonly isForced?: boolean;
}

interface Attempt {
  readonly state: string;
  readonly binding: BrowserBinding;
  readonly isForced: boolean;
}

export class SignIn {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /**
   * Begins an attempt.
   *
   * @returns where to send the browser, or that the provider cannot be reached: then nothing was stored
   */
  async begin(
    connector: Connector,
    purpose: Purpose,
    browserSecret: string,
    { isForced = false, ...hints }: BeginOptions = {},
  ): Promise<BeginOutcome> {
    const state = randomBytes(32).toString('base64url');
    const binding = browserBinding(browserSecret);
    const { storage, stateLifetime } = this.#options;
    const { provider } = connector;
    const { boundTo } = binding;
    try {
      const expected = this.#expected(provider, state, binding);
      const url = await connector.authorizationUrl({ ...expected, ...hints });
      const record = { ...purposeMembers(purpose), boundTo, provider, isForced };
      await storage.artifacts.upsert(artifactRow(STATE, tokenHash(state), record, stateLifetime));
      return { outcome: 'away', url };
    } catch (error) {
      return this.#failed(error, provider);
    }
  }

  /**
   * Handles the upstream provider's answer. The state is used up first, by this browser and for this
   * provider only; then the answer is verified and the user looked up.
   *
   * @param presented secrets that the browser brings, of which one has to be the one it began with
   * @param bind the secret that it may take the outcome by, at the path that it goes on to
   */
  async callback(
    provider: string,
    callback: URL,
    presented: readonly string[],
    bind: (next: string) => string,
  ): Promise<CallbackOutcome> {
    const connector = this.#options.connectors.get(provider);
    const state = callback.searchParams.get('state');
    if (connector === undefined || state === null) return { outcome: 'refused' };
    const { storage, outcomeLifetime } = this.#options;
    const bindings = new Map(presented.map((one) => [browserBinding(one).boundTo, one]));
    const record = await storage.artifacts.take(STATE, state, [...bindings.keys()]);
    const provedBy = bindings.get(String(record?.boundTo));
    if (record === undefined || record.provider !== provider || provedBy === undefined) {
      return { outcome: 'refused' };
    }
    const purpose = purposeIn(record);
    if (purpose === undefined) return { outcome: 'refused' };
    const binding = browserBinding(provedBy);
    const isForced = record.isForced === true;
    const outcome = await this.#identify(connector, callback, { state, binding, isForced });
    const { kind, handle, at: next, members } = waitingFor(purpose);
    const { boundTo } = browserBinding(bind(next));
    const bound = { ...members, ...outcome, provider, boundTo };
    await storage.artifacts.upsert(artifactRow(kind, tokenHash(handle), bound, outcomeLifetime));
    return { outcome: 'continue', next, provedBy };
  }

  /**
   * What became of the attempt for an interaction: readable once, by the browser that began it.
   *
   * @returns `foreign` where there is an outcome and the browser cannot prove that it is its own
   */
  async takeOutcome(
    interactionUid: string,
    presented: readonly string[],
  ): Promise<SignInOutcome | 'foreign' | undefined> {
    const taken = await this.#take(OUTCOME_OF.interaction, interactionUid, presented);
    return taken === undefined || taken === 'foreign' ? taken : signInIn(taken);
  }

  /** The same for an attempt that was for a page of this server. @param uid as in the path that it was told */
  async takeReturn(
    uid: string,
    presented: readonly string[],
  ): Promise<Returned | 'foreign' | undefined> {
    const taken = await this.#take(OUTCOME_OF.return, uid, presented);
    if (taken === undefined || taken === 'foreign') return taken;
    const purpose = purposeIn(taken);
    if (purpose === undefined || 'interaction' in purpose) return undefined;
    return { outcome: signInIn(taken), purpose, provider: String(taken.provider) };
  }

  async #take(
    kind: string,
    handle: string,
    presented: readonly string[],
  ): Promise<ArtifactPayload | 'foreign' | undefined> {
    const { artifacts } = this.#options.storage;
    const boundTo = presented.map((secret) => browserBinding(secret).boundTo);
    const taken = await artifacts.take(kind, handle, boundTo);
    if (taken !== undefined) return taken;
    return (await artifacts.find(kind, handle)) === undefined ? undefined : 'foreign';
  }

  async #identify(
    connector: Connector,
    callback: URL,
    { state, binding, isForced }: Attempt,
  ): Promise<SignInOutcome> {
    const { provider } = connector;
    try {
      const identity = await connector.identify(callback, this.#expected(provider, state, binding));
      const now = this.#options.now();
      // An address that the provider did not verify may be anybody's.
      const email = identity.emailVerified ? identity.email : undefined;
      const as = email ?? identity.login ?? identity.subject;
      const { subject } = identity;
      const refused = { outcome: 'not-admitted', provider, as, subject } as const;
      const verdict = await this.#options.judge(identity);
      if (isOfKnownFacts(verdict)) await this.#options.storage.users.refresh(identity);
      if (verdict instanceof UpstreamError) return this.#failed(verdict, provider);
      const signedIn = verdict === 'admitted' ? await this.#admit(identity, now) : verdict;
      if (typeof signedIn === 'string') {
        this.#options.events.happened({ type: 'sign_in_refused', provider, reason: signedIn });
        return { ...refused, refusal: signedIn };
      }
      const upstream = isForced ? identity.authTime : undefined;
      const authTime = authTimeOf(now, upstream, this.#options.greatestAge);
      return { outcome: 'signed-in', provider, userId: signedIn.userId, authTime };
    } catch (error) {
      return this.#failed(error, provider);
    }
  }

  /** Signs somebody in whom the rules let in. */
  #admit(identity: UpstreamIdentity, now: Date): Promise<{ userId: string } | 'disabled'> {
    const { storage, events } = this.#options;
    const event = { type: 'signed_in', provider: identity.provider } as const;
    return events.commit(
      event,
      (unit) => storage.users.signIn(identity, now, unit),
      (signedIn) => (signedIn === 'disabled' ? undefined : { ...event, ...signedIn }),
    );
  }

  /** @throws whatever is no fault of the provider's */
  #failed(error: unknown, provider: string): FailedSignIn {
    if (!(error instanceof UpstreamError)) throw error;
    const failed = upstreamFailed(error);
    this.#options.events.happened(failed);
    const causeId = this.#options.lineOf(failed);
    return { outcome: 'failed', provider, code: error.code, causeId };
  }

  #expected(provider: string, state: string, binding: BrowserBinding) {
    return {
      redirectUri: new URL(addressOf(ENDPOINTS.callback, { provider }), this.#options.publicUrl)
        .href,
      state,
      nonce: binding.nonce(state),
      codeVerifier: binding.codeVerifier(state),
    };
  }
}

const signInIn = (taken: ArtifactPayload): SignInOutcome =>
  readStored('sign-in', STORED_SIGN_IN, taken);

/**
 * Whether somebody is not let in for what their provider has told, all of it. Whoever has left a group, and is
 * refused for it, must not keep by refreshing what it gave.
 */
function isOfKnownFacts(verdict: Verdict): boolean {
  if (verdict instanceof UpstreamError) return verdict.code === 'no_verified_email';
  return verdict !== 'admitted';
}

/**
 * When the user signed in: now, when their answer was accepted. Where a fresh sign-in was demanded,
 * the provider knows better, since it may have let an old one count. Nothing is in the future, and
 * nothing so old that the session would be over before the client has its answer.
 */
function authTimeOf(now: Date, upstream: number | undefined, greatestAge: number): number {
  const accepted = Math.floor(now.getTime() / 1000);
  if (upstream === undefined) return accepted;
  return Math.min(accepted, Math.max(accepted - greatestAge, upstream));
}
