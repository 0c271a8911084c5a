import type { ComponentChild } from 'preact';

/** The names between braces in a text: `'app' | 'host'` of `'{app} at {host}'`. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

declare const NAMES: unique symbol;

/**
 * A sentence around parts of a page: a name in bold, a link, a line of code. A language puts them where
 * its grammar wants them. One with a part missing, or with one that no page gives, does not compile.
 */
export interface Sentence<Names extends string> {
  (parts: Readonly<Record<Names, ComponentChild>>): ComponentChild[];
  /** Makes the type accept exactly these names, neither fewer nor more; there is no such member. */
  readonly [NAMES]?: (names: Names) => Names;
}

/**
 * Makes a sentence of its text.
 *
 * @param text with a name in braces where a part belongs: `'Return to {app}.'`
 */
export function sentence<const Text extends string>(text: Text): Sentence<NamesIn<Text>> {
  // At odd places are the names.
  const pieces = text.split(/\{([^{}]*)\}/);
  return (parts) =>
    pieces
      .map((piece, index) =>
        index % 2 === 0 ? piece : (parts as Readonly<Record<string, ComponentChild>>)[piece],
      )
      .filter((piece) => piece !== '');
}
