import type { Observed } from '../../runner/row.ts';
import type { Of } from './names.ts';
import type { Stand } from './stand.ts';
import type { Verdict } from './words.ts';

/** A row about tokens, which every verifier is asked. */
export interface TokenRow {
  /** as docs/threat-model has it */
  readonly id: string;
  readonly attack: string;
  /** what comes of it, of every spelling, and of which verifiers it is something else */
  readonly expected: Verdict;
  readonly except?: Of<Verdict>;
  /** how many requests to the outside each spelling causes, once keys are at hand. Default: none */
  readonly requests?: Of<number>;
  /** whether the verifier has fetched nothing yet when `run` begins */
  readonly cold?: true;
  /** why there is nothing to attack, each a sentence */
  readonly notFor?: Of<string>;
  /** Attacks. @returns what came of it, in words */
  run(on: Stand): Promise<Observed>;
}
