/**
 * What is wrong, as a code with facts. Whoever finds it writes no sentence: a terminal, a page and an API
 * each have their own words for it, and a table of {@link Words} is complete or does not compile.
 *
 * A code keeps its facts for ever. Where other facts are needed there is another code, so that a command
 * and a server of different versions either understand each other or know that they do not.
 *
 * @module
 */

/** Facts about what is wrong: texts, numbers, lists of these, and faults inside faults. */
export interface Fault {
  readonly code: string;
}

/** What is said about each fault of a kind. */
export type Words<Kind extends Fault, Said = string> = {
  readonly [Code in Kind['code']]: (facts: Extract<Kind, { code: Code }>) => Said;
};

/** A fault that the table has no words for: it comes from another version. */
export class UnknownFault extends Error {
  override readonly name = 'UnknownFault';
  readonly code: string;
  constructor(code: string) {
    super(`There are no words for ${code}.`);
    this.code = code;
  }
}

/**
 * A fault in words.
 *
 * @throws UnknownFault, of one that came from another version
 */
export function inWords<Kind extends Fault, Said>(words: Words<Kind, Said>, fault: Kind): Said {
  const { code } = fault;
  if (!Object.hasOwn(words, code)) throw new UnknownFault(code);
  return (words[code as Kind['code']] as (facts: Kind) => Said)(fault);
}
