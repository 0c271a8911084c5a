import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from '@gatehouse/database';
import type { ProtectedResource } from '../../protocol/resource.ts';
import {
  type ArtifactPayload,
  type ArtifactRow,
  artifactRow,
  restorePayload,
} from '../../storage/artifact.ts';
import type { ClientKind, ClientRow } from '../../storage/clients.ts';
import { protectedResource, type ResourceRow } from '../../storage/resources.ts';
import { isMisplaced, type Sealer } from '../../storage/sealing.ts';
import { grantedScopes, withinConsent } from './within-consent.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import {
  COMMIT_EXCHANGE,
  COMMIT_RECORDS,
  COMMIT_REFRESH,
  LOAD,
} from './token-request-statements.ts';
import type { IdentityRow, UserRow, UserWithIdentities } from '../../storage/users.ts';

/** What is presented: a code or a refresh token. */
export interface PresentedArtifact {
  readonly kind: 'AuthorizationCode' | 'RefreshToken';
  readonly value: string;
}

/** What a presented, already used refresh token leads to. */
export type Replay =
  | { readonly outcome: 'unused' }
  /** inside the window, successor not used yet: this is its value */
  | { readonly outcome: 'successor'; readonly value: string }
  /** inside the window, but the successor was used: refuse, revoke nothing */
  | { readonly outcome: 'superseded' }
  /** outside the window: a replay, the family is revoked */
  | { readonly outcome: 'replayed' };

/** How long refresh tokens work (seconds), as configured today. */
export interface RefreshLifetimes {
  /** a token that is not used ends after this */
  readonly refreshIdle: number;
  /** no chain of tokens goes on for longer after its code was exchanged */
  readonly refreshMax: number;
}

/** What a unit works with. */
export interface TokenRequestContext {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly lifetimes: RefreshLifetimes;
}

interface Loaded {
  client: ClientRow | null;
  artifact: ArtifactPayload | null;
  artifact_expires_in: number;
  artifact_consumed_at: number | null;
  in_replay_window: boolean | null;
  successor_sealed: string | null;
  successor_hash: string | null;
  successor: ArtifactPayload | null;
  successor_expires_in: number;
  successor_consumed_at: number | null;
  grant_id: string | null;
  grant_payload: ArtifactPayload | null;
  grant_expires_in: number;
  consented: string[] | null;
  user: UserRow | null;
  identities: IdentityRow[] | null;
  resource: ResourceRow | null;
}

/**
 * One request to the token endpoint, as a unit of work.
 *
 * The first adapter call loads everything in one query; consumes and inserts are collected here;
 * {@link commit} applies them in one statement after the response was built. A unit that is dropped
 * (any error before) leaves no trace, so the client may send the same request again.
 */
export class TokenRequest {
  readonly #context: TokenRequestContext;
  readonly #clientId: string;
  readonly #presented: PresentedArtifact;
  readonly #presentedHash: string;
  #loaded: Loaded | undefined;
  #consumedHash: string | undefined;
  #inserts: { id: string; row: ArtifactRow }[] = [];

  private constructor(
    context: TokenRequestContext,
    clientId: string,
    presented: PresentedArtifact,
  ) {
    this.#context = context;
    this.#clientId = clientId;
    this.#presented = presented;
    this.#presentedHash = tokenHash(presented.value);
  }

  /** Loads the unit: one round trip. */
  static async load(
    context: TokenRequestContext,
    clientId: string,
    presented: PresentedArtifact,
  ): Promise<TokenRequest> {
    const unit = new TokenRequest(context, clientId, presented);
    await unit.reload();
    return unit;
  }

  /** Drops what was collected and loads again. */
  async reload(): Promise<void> {
    this.#consumedHash = undefined;
    this.#inserts = [];
    const { database, lifetimes } = this.#context;
    const [row] = await database.query<{ loaded: Loaded }>(LOAD, [
      this.#clientId,
      this.#presented.kind,
      this.#presentedHash,
      lifetimes.refreshIdle,
      lifetimes.refreshMax,
    ]);
    this.#loaded = row?.loaded;
  }

  get presented(): PresentedArtifact {
    return this.#presented;
  }

  /** The client's row where it is the one loaded; `null` where it does not exist. */
  client(clientId: string): ClientRow | null | undefined {
    return clientId === this.#clientId ? (this.#loaded?.client ?? null) : undefined;
  }

  /** How the loaded client came to be registered. */
  get clientKind(): ClientKind | undefined {
    return this.#loaded?.client?.kind;
  }

  /** A loaded artifact by its value; `null` where it does not exist, `undefined` where it was not loaded. */
  artifact(kind: string, value: string): ArtifactPayload | null | undefined {
    const loaded = this.#loaded;
    if (loaded === undefined || kind !== this.#presented.kind) return undefined;
    const hash = tokenHash(value);
    if (hash === this.#presentedHash) {
      const { artifact: payload, artifact_expires_in: expiresIn } = loaded;
      const consumedAt = loaded.artifact_consumed_at;
      return payload && restorePayload({ payload, expiresIn, consumedAt }, value);
    }
    if (hash === loaded.successor_hash && loaded.successor !== null) {
      const { successor: payload, successor_expires_in: expiresIn } = loaded;
      const consumedAt = loaded.successor_consumed_at;
      return restorePayload({ payload, expiresIn, consumedAt }, value);
    }
    return undefined;
  }

  /**
   * The loaded grant, with what its person consents to today and no more; `null` where it is dead or
   * the consent was withdrawn, `undefined` where it is another.
   */
  grant(id: string): ArtifactPayload | null | undefined {
    if (this.#loaded?.grant_id !== id) return undefined;
    const { grant_payload: payload, grant_expires_in: expiresIn, consented } = this.#loaded;
    if (payload === null || consented === null) return null;
    return restorePayload({ payload: withinConsent(payload, consented), expiresIn }, id);
  }

  /**
   * The scopes that the presented artifact is good for: what was granted, as far as its person still
   * consents to it. `undefined` where it is not good for anything: it is not the client's, has ended,
   * or its grant has.
   */
  grantedScopes(clientId: string | undefined): readonly string[] | undefined {
    const { artifact, artifact_expires_in: expiresIn = 0, grant_id: grantId } = this.#loaded ?? {};
    if (artifact == null || artifact.clientId !== clientId || expiresIn <= 0) return undefined;
    const grant = grantId == null ? null : this.grant(grantId);
    return grant == null ? undefined : grantedScopes(artifact, grant);
  }

  /** The grant's person; `null` where disabled, `undefined` where it is another. */
  user(id: string): UserWithIdentities | null | undefined {
    const loaded = this.#loaded;
    if (loaded?.grant_payload?.accountId !== id) return undefined;
    return loaded.user && { user: loaded.user, identities: loaded.identities ?? [] };
  }

  /** The resource that the grant is for, where it is still one of ours. */
  grantedResource(): ProtectedResource | undefined {
    const row = this.#loaded?.resource;
    return row ? protectedResource(row) : undefined;
  }

  /** Whether the presented artifact has been used up before this request. */
  get alreadyConsumed(): boolean {
    return this.#loaded?.artifact_consumed_at != null;
  }

  /** Whose grant the presented artifact belongs to. */
  get grantId(): string | undefined {
    return this.#loaded?.grant_id ?? undefined;
  }

  /** Judges a refresh token that may have been presented before, by the database's clock. */
  async replay(): Promise<Replay> {
    const loaded = this.#loaded;
    if (loaded?.artifact_consumed_at == null) return { outcome: 'unused' };
    if (!loaded.in_replay_window) return { outcome: 'replayed' };
    if (loaded.successor === null || loaded.successor_sealed === null) {
      return { outcome: 'superseded' };
    }
    if (loaded.successor_consumed_at !== null) return { outcome: 'superseded' };
    return this.#successor(loaded.successor_sealed);
  }

  /** A successor that was sealed for another token is nobody's here: whoever moved it may read nothing. */
  async #successor(sealed: string): Promise<Replay> {
    const { sealer } = this.#context;
    try {
      const value = await sealer.open('refresh-successor', this.#presentedHash, sealed);
      return { outcome: 'successor', value };
    } catch (error) {
      if (isMisplaced(error)) return { outcome: 'superseded' };
      throw error;
    }
  }

  /** Collects the use of the presented artifact; refuses any other. */
  consume(kind: string, value: string): boolean {
    if (kind !== this.#presented.kind) return false;
    const hash = tokenHash(value);
    if (hash !== this.#presentedHash) return false;
    this.#consumedHash = hash;
    return true;
  }

  /** Collects a record to be written. @param expiresIn seconds */
  insert(kind: string, id: string, payload: ArtifactPayload, expiresIn: number): void {
    this.#inserts.push({ id, row: artifactRow(kind, tokenHash(id), payload, expiresIn) });
  }

  /**
   * Applies the unit in one statement.
   *
   * @param keepGrants how many live grants of this person, client and resource may remain after a
   *   code exchange (the newest ones)
   * @returns `false` where another request was first, or the grant ended meanwhile: nothing was
   *   written and nothing of the response may leave
   */
  async commit(keepGrants: number): Promise<boolean> {
    const { database } = this.#context;
    const records = JSON.stringify(this.#inserts.map(({ row }) => row));
    const grantId = this.#loaded?.grant_id ?? null;
    if (this.#consumedHash === undefined) {
      if (this.#inserts.length === 0) return true;
      return this.#applied(await database.query(COMMIT_RECORDS, [grantId, records]));
    }
    const values: unknown[] = [this.#presented.kind, this.#consumedHash, grantId, records];
    if (this.#presented.kind === 'AuthorizationCode') {
      return this.#applied(
        await database.query(COMMIT_EXCHANGE, [...values, null, null, keepGrants]),
      );
    }
    const successor = this.#inserts.find(({ row }) => row.kind === 'RefreshToken');
    const { sealer } = this.#context;
    const sealed =
      successor && (await sealer.seal('refresh-successor', this.#consumedHash, successor.id));
    return this.#applied(
      await database.query(COMMIT_REFRESH, [
        ...values,
        successor?.row.id_hash ?? null,
        sealed ?? null,
      ]),
    );
  }

  #applied(rows: unknown[]): boolean {
    const [row] = rows as { committed: number }[];
    return row?.committed === 1;
  }
}

/** The scope of one request to the token endpoint; its unit appears with the first adapter call. */
export interface TokenRequestScope {
  unit?: TokenRequest;
  /** the resource that a token without a grant is for, once it is known */
  resource?: ProtectedResource;
}

const scopes = new AsyncLocalStorage<TokenRequestScope>();

/** Runs a request to the token endpoint: adapter calls inside collect into its unit. */
export function runTokenRequest<T>(run: () => Promise<T>): Promise<T> {
  return scopes.run({}, run);
}

/** The scope of the running token request; `undefined` outside of one. */
export function tokenRequestScope(): TokenRequestScope | undefined {
  return scopes.getStore();
}

/** The unit of the running token request, where it has been loaded. */
export function currentTokenRequest(): TokenRequest | undefined {
  return scopes.getStore()?.unit;
}
