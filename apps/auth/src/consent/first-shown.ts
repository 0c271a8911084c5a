import { artifactRow } from '../storage/artifact.ts';
import type { Artifacts } from '../storage/artifacts.ts';
import { tokenHash } from '../storage/token-hash.ts';

const KIND = 'ConsentShown';

/**
 * When a browser was first shown the consent page of an interaction. A click that was meant for
 * something else, on a page that put itself into its place, comes at once; a person who reads does not.
 *
 * Known to every replica, and by the database's clock. It is the browser's own, so that nobody else
 * can have the page shown beforehand: each secret stands for one rendering, or for all of them.
 */
export class FirstShown {
  readonly #artifacts: Artifacts;
  readonly #lifetime: number;

  /** @param lifetime of an interaction, in seconds */
  constructor(artifacts: Artifacts, lifetime: number) {
    this.#artifacts = artifacts;
    this.#lifetime = lifetime;
  }

  /** Notes that the page is being shown; what was noted before stays. */
  async note(interactionUid: string, browserSecret: string): Promise<void> {
    const id = tokenHash(nameOf(interactionUid, browserSecret));
    await this.#artifacts.insertOnce(artifactRow(KIND, id, {}, this.#lifetime));
  }

  /** Seconds since then; 0 where it was not shown to this browser. */
  async age(interactionUid: string, browserSecrets: readonly string[]): Promise<number> {
    const names = browserSecrets.map((secret) => nameOf(interactionUid, secret));
    return this.#artifacts.greatestAge(KIND, names);
  }
}

const nameOf = (uid: string, secret: string) => `${uid}\0${secret}`;
