import type { MayHave, ScopeJudge } from '../../federation/scope-judge.ts';
import type { Database } from '@gatehouse/database';
import { type ArtifactPayload, restorePayload } from '../../storage/artifact.ts';
import { type ClientKind, type ClientRow, clientRow } from '../../storage/clients.ts';
import type { ServedResource } from '../../protocol/resource.ts';
import { servedResource } from '../../storage/resources.ts';
import type { Sealer } from '../../storage/sealing.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import type { UserWithIdentities } from '../../storage/users.ts';
import type { PresentedRecord } from './grant-type.ts';
import { LOAD, type LoadedRow } from './load-statement.ts';
import { grantedScopes, heldScopes, withinConsent } from './within-consent.ts';

/** How long refresh tokens work, and used ones count (seconds), as configured today. */
export interface RefreshLifetimes {
  /** a token that is not used ends after this */
  readonly refreshIdle: number;
  /** no chain of tokens goes on for longer after its code was exchanged */
  readonly refreshMax: number;
  /** for so long after its use a token still leads to its unused successor */
  readonly replayWindow: number;
  /** for so long after its use a token that comes back ends its family */
  readonly replayMemory: number;
}

/** What the records of a token request are loaded with. */
export interface LoadingContext {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly lifetimes: RefreshLifetimes;
  /** undefined where every user may have every scope */
  readonly scopeJudge?: ScopeJudge | undefined;
}

/** Where a token that was used leads. */
export interface Replacement {
  /** seconds since the use, by the database's clock */
  readonly usedAgo: number;
  /** whether it may still lead to its successor */
  readonly inWindow: boolean;
  /** the successor's value, sealed; undefined where there is none, or it was used itself */
  readonly sealed: string | undefined;
}

/**
 * What a code or a refresh token rests on, read in one query: its client, itself, its successor, its
 * grant, what the user consents to today, the user, the resource.
 *
 * Each reader answers `undefined` about what was not loaded, so that it is looked up elsewhere, and
 * `null` about what does not exist.
 */
export class LoadedRecords {
  readonly presented: PresentedRecord;
  readonly presentedHash: string;
  protected readonly context: LoadingContext;
  readonly #clientId: string;
  #row: LoadedRow | undefined;
  #wasUnused = false;

  constructor(context: LoadingContext, clientId: string, presented: PresentedRecord) {
    this.context = context;
    this.#clientId = clientId;
    this.presented = presented;
    this.presentedHash = tokenHash(presented.value);
  }

  /**
   * Reads everything, also once more: one round trip.
   *
   * What was unused when it was read first cannot have been used before, as far as anybody could see. A
   * commit that waits for a standby is nobody's to see, so its use may be dated long ago by the time that
   * it is found.
   */
  async load(): Promise<this> {
    const { database, lifetimes } = this.context;
    const [row] = await database.query<{ loaded: LoadedRow }>(LOAD, [
      this.#clientId,
      this.presented.kind,
      this.presentedHash,
      lifetimes.refreshIdle,
      lifetimes.refreshMax,
    ]);
    this.#row = row?.loaded;
    this.#wasUnused ||= this.#row?.artifact != null && !this.alreadyConsumed;
    return this;
  }

  /** The client's row where it is the one loaded. */
  client(clientId: string): ClientRow | null | undefined {
    if (clientId !== this.#clientId) return undefined;
    const stored = this.#row?.client;
    return stored ? clientRow(stored) : null;
  }

  /** How the loaded client came to be registered. */
  get clientKind(): ClientKind | undefined {
    return this.#row?.client?.kind;
  }

  /** The presented record or its successor, by its value. */
  artifact(kind: string, value: string): ArtifactPayload | null | undefined {
    const row = this.#row;
    if (row === undefined || kind !== this.presented.kind) return undefined;
    const { presented } = this;
    const hash = value === presented.value ? this.presentedHash : tokenHash(value);
    if (hash === this.presentedHash) {
      const { artifact: payload, artifact_expires_in: expiresIn } = row;
      const consumedAt = row.artifact_consumed_at;
      return payload && restorePayload({ payload, expiresIn, consumedAt }, value);
    }
    if (hash === row.successor_hash && row.successor !== null) {
      const { successor: payload, successor_expires_in: expiresIn } = row;
      const consumedAt = row.successor_consumed_at;
      return restorePayload({ payload, expiresIn, consumedAt }, value);
    }
    return undefined;
  }

  /**
   * The grant, with what its user consents to and may have today and no more; `null` also where it is dead
   * or the consent was withdrawn.
   */
  grant(id: string): ArtifactPayload | null | undefined {
    if (this.#row?.grant_id !== id) return undefined;
    const { grant_payload: payload, grant_expires_in: expiresIn, consented } = this.#row;
    if (payload === null || consented === null) return null;
    const mayHave = this.#mayHave();
    const today = mayHave === undefined ? consented : consented.filter(mayHave);
    return restorePayload({ payload: withinConsent(payload, today), expiresIn }, id);
  }

  /** Scopes of the grant that its user consents to and may not have today; undefined where there are none. */
  get withheld(): readonly string[] | undefined {
    const mayHave = this.#mayHave();
    const { grant_payload: payload, consented } = this.#row ?? {};
    if (mayHave === undefined || payload == null || consented == null) return undefined;
    const withheld = heldScopes(withinConsent(payload, consented)).filter((one) => !mayHave(one));
    return withheld.length > 0 ? withheld : undefined;
  }

  /** Which scopes the grant's user may have today; undefined where no rule is about its resource. */
  #mayHave(): MayHave | undefined {
    const { scopeJudge } = this.context;
    const { resource, identities } = this.#row ?? {};
    if (scopeJudge === undefined || resource == null) return undefined;
    return scopeJudge(identities ?? [], resource.resource);
  }

  /**
   * The scopes that the presented record is good for: what was granted, as far as its user still
   * consents to it. `undefined` where it is not good for anything: it is not the client's, has ended,
   * or its grant has.
   */
  grantedScopes(clientId: string | undefined): readonly string[] | undefined {
    const row = this.#row;
    // A token that was used keeps no scopes; its successor has the same.
    const used = this.alreadyConsumed;
    const token = used ? row?.successor : row?.artifact;
    const expiresIn = used ? row?.successor_expires_in : row?.artifact_expires_in;
    const { grant_id: grantId } = row ?? {};
    if (token == null || token.clientId !== clientId || (expiresIn ?? 0) <= 0) return undefined;
    const grant = grantId == null ? null : this.grant(grantId);
    return grant == null ? undefined : grantedScopes(token, grant);
  }

  /** The grant's user; `null` also where disabled. */
  user(id: string): UserWithIdentities | null | undefined {
    const row = this.#row;
    if (row?.grant_payload?.accountId !== id) return undefined;
    return row.user && { user: row.user, identities: row.identities ?? [] };
  }

  /** The resource that the grant is for, where it is still one of ours. */
  grantedResource(): ServedResource | undefined {
    const row = this.#row?.resource;
    return row ? servedResource(row) : undefined;
  }

  /** Whose grant it is, while it lives. */
  get userId(): string | undefined {
    return this.#row?.grant_payload?.accountId;
  }

  /** Which grant the presented record belongs to. */
  get grantId(): string | undefined {
    return this.#row?.grant_id ?? undefined;
  }

  /** Whether the presented record was used up before this request. */
  get alreadyConsumed(): boolean {
    return this.#row?.artifact_consumed_at != null;
  }

  /** Whether the presented record was unused when it was first read here, whatever became of it since. */
  get wasUnused(): boolean {
    return this.#wasUnused;
  }

  /** What a used refresh token was replaced by; null where that is not there any more. */
  get successorHash(): string | null | undefined {
    return this.#row?.successor_hash;
  }

  /** Where a presented refresh token that was used up leads; `undefined` where it was not. */
  get replacement(): Replacement | undefined {
    const row = this.#row;
    if (row?.artifact_consumed_at == null) return undefined;
    const unused = row.successor !== null && row.successor_consumed_at === null;
    const usedAgo = row.artifact_used_ago ?? Number.POSITIVE_INFINITY;
    return {
      usedAgo,
      inWindow: this.#wasUnused || usedAgo < this.context.lifetimes.replayWindow,
      sealed: (unused && row.successor_sealed) || undefined,
    };
  }
}
