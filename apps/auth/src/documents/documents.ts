/**
 * Clients whose id is the address of their metadata (draft-ietf-oauth-client-id-metadata-document).
 *
 * ```
 * GET /auth ─▶ find ─┬─ fresh, or a copy of the operator's ─────────────────────────▶ the row serves
 *                    ├─ unknown, or stale ─▶ limits ─▶ fetch ─┬─ good ─▶ row is written ─▶ serves
 *                    │                                        └─ not ─┬─ known: last good one serves
 *                    │                                                └─ unknown: there is no client
 *                    └─ ended, or failing for too long ─────────────────────────────▶ there is no client
 * ```
 *
 * This is the one place from which a document is fetched, and an authorization request the one occasion:
 * whatever else looks a client up reads its row. So a token request waits for nobody's host.
 *
 * @module
 */
import type { DocumentRefusal, Event } from '../events/event.ts';
import type { Events } from '../events/events.ts';
import type { GuardedGet } from '../outbound/guarded-get.ts';
import type { ClientDocuments, DocumentSaved, KnownDocument } from '../storage/client-documents.ts';
import type { ClientMetadata } from '../storage/clients.ts';
import { type DocumentPolicy, isDocumentAddress, isServed } from './document-policy.ts';
import { type DocumentRefused, refusalOf } from './document-refusal.ts';
import { freshnessOf } from './freshness.ts';
import { Places } from './places.ts';
import { readDocument } from './read-document.ts';

/** A document of 5 kB is a long one (draft-ietf-oauth-client-id-metadata-document §6.6). */
export const MAX_BYTES = 5 * 1024;
/** Milliseconds that a browser may be kept waiting. */
export const TIMEOUT = 3000;
/** Seconds after which a document that cannot be read begins nothing any more. */
const LONGEST_FAILING = 7 * 86_400;
/** Seconds after which a place may be free. */
const BUSY_FOR = 5;

/** Whoever sends an authorization request. */
export interface Asking {
  /** names the network that it comes from */
  readonly caller: string;
  /** Counts a fetch from this host. @returns seconds to wait; 0 where it may be made */
  readonly take: (host: string) => Promise<number>;
}

/** What an authorization request may do with a client id. */
export type Prepared =
  /** look the client up: if it is one, its row is good */
  | { readonly outcome: 'look' }
  /** not take it for a client, whatever is stored */
  | { readonly outcome: 'refused' }
  /** come back; seconds */
  | { readonly outcome: 'limited'; readonly wait: number };

const LOOK: Prepared = { outcome: 'look' };
const REFUSED: Prepared = { outcome: 'refused' };

export interface DocumentsOptions {
  readonly policy: DocumentPolicy;
  readonly store: ClientDocuments;
  readonly get: GuardedGet;
  readonly events: Events;
  /** what a document means as metadata; throws where it means nothing that can be used */
  readonly metadataOf: (clientId: string, document: Record<string, unknown>) => ClientMetadata;
  /** milliseconds */
  readonly now: () => number;
}

export class Documents {
  readonly #options: DocumentsOptions;
  /** by client id: who comes meanwhile waits for the same answer */
  readonly #running = new Map<string, Promise<Prepared>>();
  readonly #places = new Places();

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  /** Whether a client may be known by the address of its document at all. */
  get areRead(): boolean {
    return this.#options.policy.enabled;
  }

  /** Whether a client that is stored as one with a document may be one now. */
  serves(clientId: string): boolean {
    return isServed(clientId, this.#options.policy);
  }

  /** Sees to it that the row of the client is good, with one connection at most. Never throws for a document. */
  async prepare(clientId: string, asking: Asking): Promise<Prepared> {
    const { policy, store } = this.#options;
    if (!policy.enabled || !isDocumentAddress(clientId, policy)) return LOOK;
    const stored = this.#asStored(clientId, await store.find(clientId));
    if (stored !== undefined) return stored;
    for (;;) {
      const running = this.#running.get(clientId);
      if (running === undefined) return this.#start(clientId, asking);
      const prepared = await running;
      // Another has reached a limit: that says nothing about this one.
      if (prepared.outcome !== 'limited') return prepared;
    }
  }

  /** What the rows alone say; undefined where the document has to be read. */
  #asStored(clientId: string, known: KnownDocument): Prepared | undefined {
    // Somebody else's id, or shut out: the row says so, and nobody has to be asked.
    if ((known.kind !== null && known.kind !== 'document') || known.disabled) return LOOK;
    if (!isServed(clientId, this.#options.policy)) return this.#refused(clientId, 'domain');
    if (known.fresh && !known.ended) return LOOK;
    return known.waits ? this.#lastGood(known) : undefined;
  }

  #start(clientId: string, asking: Asking): Promise<Prepared> {
    const started = this.#within(clientId, asking).finally(() => {
      this.#running.delete(clientId);
    });
    this.#running.set(clientId, started);
    return started;
  }

  /** Fetches, if it still has to be, and the limits let it. */
  async #within(clientId: string, asking: Asking): Promise<Prepared> {
    // Another may have read it since the rows were looked at.
    const known = await this.#options.store.find(clientId);
    const stored = this.#asStored(clientId, known);
    if (stored !== undefined) return stored;
    const { host } = new URL(clientId);
    const place = this.#places.take(host, asking.caller);
    if (place === undefined) return this.#overLimit(clientId, known, 'busy', BUSY_FOR);
    try {
      const wait = await asking.take(host);
      if (wait > 0) return this.#overLimit(clientId, known, 'limited', wait);
      return await this.#fetch(clientId, known);
    } finally {
      place();
    }
  }

  async #fetch(clientId: string, known: KnownDocument): Promise<Prepared> {
    const { get, metadataOf, now, store } = this.#options;
    try {
      const received = await get(new URL(clientId), {
        headers: validators(known),
        maxBytes: MAX_BYTES,
        timeoutMs: TIMEOUT,
        mayBePrivate: known.mayBePrivate,
      });
      const freshness = freshnessOf(received.headers, now());
      if (received.status === 304 && hasValidator(known)) {
        await store.unchanged(clientId, freshness);
        this.#tell({ type: 'client_document', clientId, outcome: 'not_modified' });
        return LOOK;
      }
      const metadata = readDocument(received, (document) => metadataOf(clientId, document));
      await this.#save(clientId, (unit) => store.fetched(metadata, freshness, unit));
      return LOOK;
    } catch (error) {
      const refused = refusalOf(error);
      // As many as the guard makes for everybody together: no connection was tried.
      if (refused.reason === 'busy') return this.#overLimit(clientId, known, 'busy', BUSY_FOR);
      return this.#failed(clientId, known, refused);
    }
  }

  async #save(
    clientId: string,
    save: (unit: ReturnType<Events['before']>) => Promise<DocumentSaved | undefined>,
  ): Promise<void> {
    const { events } = this.#options;
    const registered = { type: 'client_registered', clientId, kind: 'document' } as const;
    const replaced = { type: 'client_changed', clientId, change: 'replaced' } as const;
    const saved = await save(events.before(registered, replaced));
    if (saved?.is === 'registered') events.happened(registered);
    if (saved?.is === 'replaced') events.happened({ ...replaced, grants: saved.grants });
    this.#tell({ type: 'client_document', clientId, outcome: saved?.is ?? 'unchanged' });
  }

  /** A first visit has nothing to fall back on; what is known serves on, unless its host ended it. */
  async #failed(
    clientId: string,
    known: KnownDocument,
    { reason, detail }: DocumentRefused,
  ): Promise<Prepared> {
    const { store } = this.#options;
    const why = { reason, ...(detail !== undefined && { detail: String(detail) }) };
    if (known.kind === null) {
      this.#tell({ type: 'client_document', clientId, outcome: 'refused', ...why });
      return REFUSED;
    }
    if (reason === 'gone') {
      await store.ended(clientId);
      this.#tell({ type: 'client_document', clientId, outcome: 'ended', ...why });
      return REFUSED;
    }
    await store.failed(clientId);
    const prepared = this.#lastGood(known);
    const outcome = prepared === LOOK ? 'last_good' : 'refused';
    this.#tell({ type: 'client_document', clientId, outcome, ...why });
    return prepared;
  }

  /**
   * Too much is asked for: not a word about this document. So nothing is written of it, or whoever is over
   * a limit of their own would keep it from being read for anybody else.
   */
  #overLimit(
    clientId: string,
    known: KnownDocument,
    reason: 'busy' | 'limited',
    wait: number,
  ): Prepared {
    this.#tell({ type: 'client_document', clientId, outcome: 'limited', reason });
    return known.kind === null ? { outcome: 'limited', wait } : this.#lastGood(known);
  }

  #lastGood({ ended, failingFor }: KnownDocument): Prepared {
    return ended || (failingFor ?? 0) > LONGEST_FAILING ? REFUSED : LOOK;
  }

  #refused(clientId: string, reason: DocumentRefusal): Prepared {
    this.#tell({ type: 'client_document', clientId, outcome: 'refused', reason });
    return REFUSED;
  }

  #tell(event: Extract<Event, { type: 'client_document' }>): void {
    this.#options.events.happened(event);
  }
}

function hasValidator({ etag, lastModified }: KnownDocument): boolean {
  return etag !== null || lastModified !== null;
}

/** RFC 9110 §13.1.2, §13.1.3 */
function validators({ etag, lastModified }: KnownDocument): Record<string, string> {
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
}
