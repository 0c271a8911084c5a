import { InvalidTokenError } from '../errors/errors.ts';
import { isSecureUrl } from '../options/secure-url.ts';
import type { StatusSettings } from './options.ts';
import { TrackedList } from './tracked-list.ts';

/**
 * The lists to which current tokens refer, by issuer and address. Two issuers may use the same
 * address in their tokens. Each of them then has its own entry, with its own keys for the list.
 */
export class TrackedLists {
  readonly #settings: StatusSettings;
  readonly #issuers = new Map<string, Map<string, TrackedList>>();
  #size = 0;

  constructor(settings: StatusSettings) {
    this.#settings = settings;
  }

  /**
   * The list to which a token refers. This does not fetch it.
   *
   * @throws {@link InvalidTokenError} `token_status_invalid` when the list may not be fetched
   */
  find(issuer: string, uri: string): TrackedList {
    return this.#issuers.get(issuer)?.get(uri) ?? this.#add(issuer, uri);
  }

  /** Nothing is fetched any more. The known lists are used until they are too old. */
  close(): void {
    for (const lists of this.#issuers.values()) {
      for (const list of lists.values()) list.close();
    }
  }

  #add(issuer: string, uri: string): TrackedList {
    const { keys: keysByIssuer, origins, maxLists } = this.#settings;
    const keys = keysByIssuer.get(issuer);
    if (!keys) throw refused('nobody said with which keys its issuer signs lists');
    if (!isSecureUrl(uri) || uri.includes('#')) throw refused('its uri is not one to fetch');
    const { origin } = new URL(uri);
    const allowed = origins
      ? origins.has(origin)
      : isSecureUrl(issuer) && new URL(issuer).origin === origin;
    if (!allowed) throw refused('its uri is not of an allowed origin');
    if (this.#size >= maxLists) this.#dropLeastRecentlyUsed();
    const list = new TrackedList({ uri, issuer, keys }, this.#settings, () =>
      this.#drop(issuer, uri),
    );
    const lists = this.#issuers.get(issuer) ?? new Map<string, TrackedList>();
    this.#issuers.set(issuer, lists.set(uri, list));
    this.#size += 1;
    return list;
  }

  #drop(issuer: string, uri: string): void {
    const lists = this.#issuers.get(issuer);
    lists?.get(uri)?.close();
    if (lists?.delete(uri)) this.#size -= 1;
  }

  #dropLeastRecentlyUsed(): void {
    let oldest: { issuer: string; uri: string; usedAt: number } | undefined;
    for (const [issuer, lists] of this.#issuers) {
      for (const [uri, { usedAt }] of lists) {
        if (!oldest || usedAt < oldest.usedAt) oldest = { issuer, uri, usedAt };
      }
    }
    if (oldest) this.#drop(oldest.issuer, oldest.uri);
  }
}

function refused(message: string): InvalidTokenError {
  return new InvalidTokenError('token_status_invalid', message);
}
