/** A defence, and what takes it out of the code. */
export interface Revert {
  readonly defence: string;
  readonly file: string;
  /** text of the file, found exactly once, and what stands there without the defence */
  readonly find: string;
  readonly replace: string;
  /** the tests of the package, one of which must fail */
  readonly tests: readonly string[];
}
