/**
 * What the rows do not say about an attack: the defence in words, and the tests elsewhere that prove
 * it. Together with the rows, `pnpm threat-model` writes this to `docs/threat-model/`.
 *
 * @module
 */

/** An attack, what stops it, and tests of that which are no rows. */
export interface Defended {
  /** in Markdown, as a phrase */
  readonly attack: string;
  /**
   * In Markdown, as a phrase. Files and folders stand in backticks and are named by the end of their
   * path, as long as it has to be for one file to be meant: so they survive a move. Links start at
   * the root of the repository.
   */
  readonly defence: string;
  /** by test file, named in the same way: titles of tests, each as it stands in that file */
  readonly tests?: Readonly<Record<string, readonly string[]>>;
}

/** One id of the threat model. */
export interface Threat extends Defended {
  /** two letters for the family and a number, as rows, tests and commits cite it */
  readonly id: string;
  /** attacks that share the id, each with a defence of its own */
  readonly further?: readonly Defended[];
}
