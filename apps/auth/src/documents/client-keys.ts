/**
 * Keys of clients that have them at an address (`jwks_uri`), for assertions that they sign (RFC 7523).
 *
 * ```
 * find ─┬─ fresh, and the key is among them ───────────────▶ these
 *       ├─ asked for less than a minute ago ───────────────▶ what there is
 *       └─ fetch ─┬─ good ─▶ row is written ───────────────▶ the new ones
 *                 └─ not ──▶ nothing is written ───────────▶ what there is, for a week
 * ```
 *
 * A key that nobody has is how a client says that it has a new one; and anybody may name one. So the
 * address is asked once a minute at most, by all processes together.
 *
 * @module
 */
import { createPublicKey } from 'node:crypto';
import type { Events } from '../events/events.ts';
import type { GuardedGet } from '../outbound/guarded-get.ts';
import type { ClientDocumentKeys, KnownKeys } from '../storage/client-document-keys.ts';
import { type JsonBounds, jsonFault } from '../storage/json-fault.ts';
import { DocumentRefused, refusalOf } from './document-refusal.ts';
import { freshnessOf } from './freshness.ts';
import { jsonObject } from './read-document.ts';

/** Certificates may be among the keys, so that a set is longer than a document. */
const MAX_BYTES = 64 * 1024;
/** Milliseconds that a token request may be kept waiting. */
const TIMEOUT = 3000;

type Key = Readonly<Record<string, unknown>>;

export interface ClientKeysOptions {
  readonly store: ClientDocumentKeys;
  readonly get: GuardedGet;
  readonly events: Events;
  /** whether the host of this address may be asked at all */
  readonly mayAsk: (address: URL) => boolean;
  /** milliseconds */
  readonly now: () => number;
}

export class ClientKeys {
  readonly #options: ClientKeysOptions;
  /** by client and address: who comes meanwhile waits for the same answer */
  readonly #running = new Map<string, Promise<readonly Key[] | undefined>>();

  constructor(options: ClientKeysOptions) {
    this.#options = options;
  }

  /**
   * Public keys of a client, with one connection at most. Whatever goes wrong on the way is told as an
   * event, and answered with what is known.
   *
   * @param address its `jwks_uri`
   * @param kid the key that was used; undefined where the assertion does not name one
   */
  async find(clientId: string, address: string, kid: string | undefined): Promise<readonly Key[]> {
    const { store } = this.#options;
    const known = await store.find(clientId, address);
    const keys = known.jwks?.keys ?? [];
    const isThere = keys.some((key) => kid === undefined || key.kid === kid);
    if (known.fresh && isThere) return keys;
    const name = `${clientId}\0${address}`;
    const running = this.#running.get(name) ?? this.#start(name, clientId, address, known);
    return (await running) ?? keys;
  }

  #start(name: string, clientId: string, address: string, known: KnownKeys) {
    if (known.waits) return undefined;
    const started = this.#fetch(clientId, address, known).finally(() => this.#running.delete(name));
    this.#running.set(name, started);
    return started;
  }

  async #fetch(
    clientId: string,
    address: string,
    { mayBePrivate }: KnownKeys,
  ): Promise<readonly Key[] | undefined> {
    const { events, get, mayAsk, now, store } = this.#options;
    if (!(await store.begin(clientId, address))) {
      // Another was first, and may be done by now.
      return (await store.find(clientId, address)).jwks?.keys;
    }
    try {
      const url = new URL(address);
      if (!mayAsk(url)) throw new DocumentRefused('domain');
      const received = await get(url, {
        maxBytes: MAX_BYTES,
        timeoutMs: TIMEOUT,
        // The operator has named the host of the document, and no other that the document may name.
        mayBePrivate: mayBePrivate && url.host === new URL(clientId).host,
      });
      const keys = publicKeys(jsonObject(received));
      const { freshFor } = freshnessOf(received.headers, now());
      await store.fetched(clientId, address, { keys, freshFor });
      events.happened({ type: 'client_keys', clientId, outcome: 'read' });
      return keys;
    } catch (error) {
      const { reason, detail } = refusalOf(error);
      events.happened({
        type: 'client_keys',
        clientId,
        outcome: 'failed',
        reason,
        ...(detail !== undefined && { detail: String(detail) }),
      });
      return undefined;
    }
  }
}

/** What an assertion is verified by; the rest of a key, certificates for instance, is not kept. */
const MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use', 'key_ops'];

/** Nobody has so many, and each is looked at. */
const MOST_KEYS = 100;

/** Of one key. A list of uses is the one thing in it that holds others. */
const BOUNDS: JsonBounds = { depth: 2, values: 50, characters: 8192 };

/**
 * The keys of a set (RFC 7517 §5) that signatures can be verified by. Others are left out, since a set may
 * serve several purposes; so is a private key, which is everybody's by now.
 *
 * @throws DocumentRefused where there are none
 */
function publicKeys({ keys }: Record<string, unknown>): Key[] {
  const all: unknown[] = Array.isArray(keys) ? keys.slice(0, MOST_KEYS) : [];
  const usable = all.map(publicKey).filter((key) => key !== undefined);
  if (usable.length === 0) throw new DocumentRefused('metadata');
  return usable;
}

/** What is kept of a key; undefined where that is none. It is judged by what is kept, as that is what is used. */
function publicKey(given: unknown): Key | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { d, k } = given as Key;
  if (d !== undefined || k !== undefined) return undefined;
  const key = onlyMembers(given as Key);
  // Before anything looks into it: what cannot be stored would fail with all the others.
  if (jsonFault(key, BOUNDS) !== undefined) return undefined;
  const { kid, alg, use } = key;
  if (use !== undefined && use !== 'sig') return undefined;
  if ([kid, alg].some((name) => name !== undefined && (typeof name !== 'string' || name === ''))) {
    return undefined;
  }
  try {
    createPublicKey({ key, format: 'jwk' });
    return key;
  } catch {
    return undefined;
  }
}

function onlyMembers(key: Key): Key {
  return Object.fromEntries(MEMBERS.flatMap((name) => (name in key ? [[name, key[name]]] : [])));
}
