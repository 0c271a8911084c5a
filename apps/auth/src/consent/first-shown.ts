import { artifactRow } from '../storage/artifact.ts';
import type { Artifacts } from '../storage/artifacts.ts';
import { tokenHash } from '../storage/token-hash.ts';

const KIND = 'ConsentShown';

/**
 * A consent page. One about a client that has become another (shown-client.ts), or in other words of the
 * operator (shown-terms.ts), is a page that nobody has read.
 */
export interface ShownPage {
  /** of the interaction */
  readonly uid: string;
  /** how the client looks */
  readonly shown: string;
  /** what the page says of the server and of each scope */
  readonly terms: string;
}

/**
 * When a browser was first shown the consent page of an interaction. A click that was meant for another
 * window, under which the consent page was placed, comes at once; a user who reads the page takes longer.
 *
 * The time is kept in the database, by its clock, so every replica knows it. It is kept for each secret
 * of a browser, so that nobody can start it by opening the page in a browser of their own.
 */
export class FirstShown {
  readonly #artifacts: Artifacts;
  readonly #lifetime: number;

  /** @param lifetime of an interaction, in seconds */
  constructor(artifacts: Artifacts, lifetime: number) {
    this.#artifacts = artifacts;
    this.#lifetime = lifetime;
  }

  /** Notes that the page is shown now. An earlier time is kept. */
  async note(page: ShownPage, browserSecret: string): Promise<void> {
    const id = tokenHash(nameOf(page, browserSecret));
    await this.#artifacts.insertOnce(artifactRow(KIND, id, {}, this.#lifetime));
  }

  /** Seconds since the page was first shown; 0 where it was not shown to this browser. */
  async age(page: ShownPage, browserSecrets: readonly string[]): Promise<number> {
    const names = browserSecrets.map((secret) => nameOf(page, secret));
    return this.#artifacts.greatestAge(KIND, names);
  }
}

const nameOf = ({ uid, shown, terms }: ShownPage, secret: string) =>
  [uid, shown, terms, secret].join('\0');
