/**
 * Signing in through an upstream provider.
 *
 * ```
 * begin ──▶ upstream ──▶ callback ──▶ outcome
 *   state, bound to        state used up:     taken once by the same browser, on the
 *   browser, interaction   wrong browser,     interaction's own path, where its cookie
 *   and provider           replay: refused    can be seen
 * ```
 *
 * The callback URL is fixed, because upstream providers demand it, and so cannot see the interaction's
 * cookie (its path is `/interaction/:uid`); hence the second step.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { artifactRow } from '../storage/artifact.ts';
import type { Storage } from '../storage/storage.ts';
import { tokenHash } from '../storage/token-hash.ts';
import type { IdentityFacts } from '../storage/users.ts';
import { type BrowserBinding, browserBinding } from './browser-binding.ts';
import type { Provider as ProviderId } from '../admission/policy.ts';
import type { Connector } from './connectors/connector.ts';
import { UpstreamError } from './connectors/upstream-error.ts';

const STATE = 'UpstreamState';
const OUTCOME = 'SignInOutcome';

export type SignInOutcome =
  | { readonly outcome: 'signed-in'; readonly userId: string }
  | { readonly outcome: 'not-admitted'; readonly provider: ProviderId; readonly as: string }
  | { readonly outcome: 'failed'; readonly provider: ProviderId; readonly code: string };

export type CallbackOutcome =
  | { readonly outcome: 'continue'; readonly interactionUid: string }
  /** unknown, expired or used state, or one that another browser began */
  | { readonly outcome: 'refused' };

export interface SignInOptions {
  readonly storage: Storage;
  readonly connectors: ReadonlyMap<ProviderId, Connector>;
  readonly publicUrl: URL;
  readonly admits: (identity: IdentityFacts) => boolean | Promise<boolean>;
  /** seconds that a person has at the upstream provider */
  readonly stateLifetime: number;
  readonly now: () => Date;
  onUpstreamError(error: UpstreamError, provider: ProviderId): void;
}

export class SignIn {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** Begins an attempt. @returns where to send the browser */
  async begin(
    connector: Connector,
    interactionUid: string,
    browserSecret: string,
    hints: { readonly loginHint?: string; readonly selectAccount?: boolean },
  ): Promise<URL> {
    const state = randomBytes(32).toString('base64url');
    const binding = browserBinding(browserSecret);
    const { storage, stateLifetime } = this.#options;
    const record = { boundTo: binding.boundTo, provider: connector.provider, interactionUid };
    await storage.artifacts.upsert(artifactRow(STATE, tokenHash(state), record, stateLifetime));
    return connector.authorizationUrl({
      ...this.#expected(connector.provider, state, binding),
      ...hints,
    });
  }

  /**
   * Handles the upstream provider's answer. The state is used up first, by this browser and for this
   * provider only; then the answer is verified and the person looked up.
   */
  async callback(
    provider: ProviderId,
    callback: URL,
    browserSecret: string | undefined,
  ): Promise<CallbackOutcome> {
    const connector = this.#options.connectors.get(provider);
    const state = callback.searchParams.get('state');
    if (connector === undefined || state === null || browserSecret === undefined) {
      return { outcome: 'refused' };
    }
    const binding = browserBinding(browserSecret);
    const { storage, stateLifetime } = this.#options;
    const record = await storage.artifacts.take(STATE, state, binding.boundTo);
    if (record === undefined || record.provider !== provider) return { outcome: 'refused' };

    const interactionUid = String(record.interactionUid);
    const outcome = await this.#identify(connector, callback, state, binding);
    await storage.artifacts.upsert(
      artifactRow(
        OUTCOME,
        tokenHash(interactionUid),
        { ...outcome, boundTo: binding.boundTo },
        stateLifetime,
      ),
    );
    return { outcome: 'continue', interactionUid };
  }

  /** What became of the attempt for an interaction: readable once, by the browser that began it. */
  async takeOutcome(
    interactionUid: string,
    browserSecret: string | undefined,
  ): Promise<SignInOutcome | undefined> {
    if (browserSecret === undefined) return undefined;
    const { boundTo } = browserBinding(browserSecret);
    const taken = await this.#options.storage.artifacts.take(OUTCOME, interactionUid, boundTo);
    return taken as SignInOutcome | undefined;
  }

  async #identify(
    connector: Connector,
    callback: URL,
    state: string,
    binding: BrowserBinding,
  ): Promise<SignInOutcome> {
    const { provider } = connector;
    try {
      const identity = await connector.identify(callback, this.#expected(provider, state, binding));
      const as = identity.email ?? identity.login ?? identity.subject;
      if (!(await this.#options.admits(identity))) return { outcome: 'not-admitted', provider, as };
      const person = await this.#options.storage.users.signIn(identity, this.#options.now());
      if (person === 'disabled') return { outcome: 'not-admitted', provider, as };
      return { outcome: 'signed-in', userId: person.userId };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      this.#options.onUpstreamError(error, provider);
      return { outcome: 'failed', provider, code: error.code };
    }
  }

  #expected(provider: ProviderId, state: string, binding: BrowserBinding) {
    return {
      redirectUri: new URL(`/callback/${provider}`, this.#options.publicUrl).href,
      state,
      nonce: binding.nonce(state),
      codeVerifier: binding.codeVerifier(state),
    };
  }
}
