import { hash } from 'node:crypto';
import { artifactRow } from '../storage/artifact.ts';
import type { Artifacts } from '../storage/artifacts.ts';
import { FIRST_ANSWER } from '../storage/consents.ts';
import { tokenHash } from '../storage/token-hash.ts';

/** What a user does with an interaction. */
export type Answer =
  | { readonly did: 'sign in' | 'decline' }
  | { readonly did: 'allow'; readonly ticked: readonly string[] };

/**
 * Remembers the first answer to each interaction. Only that one counts: a user who was told that nothing
 * was shared can rely on it. A second, different answer has no effect, even if both are posted at the
 * same moment. The same answer may come twice (a double click).
 *
 * This is checked before an answer has any effect. The grant and the remembered decision are made before
 * the library stores the outcome, so they would stay even if the outcome were refused afterwards.
 */
export class FirstAnswer {
  readonly #artifacts: Artifacts;
  readonly #lifetime: number;

  /** @param lifetime of an interaction, in seconds */
  constructor(artifacts: Artifacts, lifetime: number) {
    this.#artifacts = artifacts;
    this.#lifetime = lifetime;
  }

  /** Whether this is the first answer, or equal to it. Of different ones at the same time one is first. */
  async is(interactionUid: string, answer: Answer): Promise<boolean> {
    const said = inShort(answer);
    const row = artifactRow(FIRST_ANSWER, tokenHash(interactionUid), { said }, this.#lifetime);
    if (await this.#artifacts.insertOnce(row)) return true;
    return (await this.#artifacts.find(FIRST_ANSWER, interactionUid))?.said === said;
  }
}

function inShort(answer: Answer): string {
  if (answer.did !== 'allow') return answer.did;
  const ticked = [...new Set(answer.ticked)].sort();
  return `allow ${hash('sha256', JSON.stringify(ticked), 'base64url')}`;
}
