import { hash } from 'node:crypto';
import { artifactRow } from '../storage/artifact.ts';
import type { Artifacts } from '../storage/artifacts.ts';
import { tokenHash } from '../storage/token-hash.ts';

const KIND = 'FirstAnswer';

/** What a person does with an interaction. */
export type Answer =
  | { readonly did: 'sign in' | 'decline' }
  | { readonly did: 'allow'; readonly ticked: readonly string[] };

/**
 * How an interaction was answered first. Who was told that nothing was shared can rely on it: a second,
 * different answer counts for nothing, also where both are posted at once. The same one may come twice
 * (a double click).
 *
 * It is asked for before anything comes of an answer: the grant and the remembered decision are made
 * before the library stores the outcome, and would outlive it.
 */
export class FirstAnswer {
  readonly #artifacts: Artifacts;
  readonly #lifetime: number;

  /** @param lifetime of an interaction, in seconds */
  constructor(artifacts: Artifacts, lifetime: number) {
    this.#artifacts = artifacts;
    this.#lifetime = lifetime;
  }

  /** Whether this is the first answer to the interaction, or the same; of different ones at once one is. */
  async is(interactionUid: string, answer: Answer): Promise<boolean> {
    const said = inShort(answer);
    const row = artifactRow(KIND, tokenHash(interactionUid), { said }, this.#lifetime);
    if (await this.#artifacts.insertOnce(row)) return true;
    return (await this.#artifacts.find(KIND, interactionUid))?.said === said;
  }
}

function inShort(answer: Answer): string {
  if (answer.did !== 'allow') return answer.did;
  const ticked = [...new Set(answer.ticked)].sort();
  return `allow ${hash('sha256', JSON.stringify(ticked), 'base64url')}`;
}
