/**
 * What a row of the table of attacks is. Rows are data: who attacks how, what has to come of it in
 * words, and the requests; the runner compares words with words.
 *
 * @module
 */
import type { Target } from './target.ts';

/** What came of an attack in words, or of each of its spellings by name. */
export type Observed = string | Readonly<Record<string, string>>;

/** A row that is attacked here. */
export interface Attack {
  /** as docs/threat-model has it */
  readonly id: string;
  readonly attack: string;
  /** what has to come of it, of every spelling, in the words of `words.ts` */
  readonly expected: string;
  /**
   * Database rows that the attack may add, take away or change: `nothing` unless told. A row whose
   * attack ends with a request that succeeds says `not compared`.
   */
  readonly changes?: string;
  /**
   * What bare `oidc-provider` does with the same requests: `red`, and so the test is known to bite;
   * or green, and why. Absent: the row is not run there.
   */
  readonly stock?: 'red' | { readonly green: string };
  /** why a request of this row may end in 5xx, where it may */
  readonly mayFail?: string;
  /** Everything that happens before the attack. @returns the attack */
  prepare(on: Target): Promise<() => Promise<Observed>>;
}

/** A row that tests of a package perform, beside what they test. */
export interface Delegated {
  readonly id: string;
  readonly attack: string;
  readonly expected: string;
  /** from the root of the repository */
  readonly file: string;
  /** titles, with their describe blocks, contain one of these */
  readonly titles: readonly string[];
}

/** A row about something that is not there. */
export interface NotApplicable {
  readonly id: string;
  readonly attack: string;
  /** one sentence */
  readonly notApplicable: string;
}

export type Row = Attack | Delegated | NotApplicable;

/** What the table at the end says about one row. */
export interface Outcome {
  readonly id: string;
  /** its place in the table */
  readonly order: number;
  /** against what and how, where the id alone does not say it */
  readonly attack?: string;
  readonly expected: string;
  readonly observed: string;
  readonly mark: '✓' | '✗' | '–';
  /** what bare `oidc-provider` did, where the row was run there */
  readonly stock?: string;
}
