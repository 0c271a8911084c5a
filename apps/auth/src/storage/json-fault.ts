/** How much JSON from outside may hold. */
export interface JsonBounds {
  /** levels of arrays and objects inside each other */
  readonly depth: number;
  /** members and elements, all levels together */
  readonly values: number;
  /** characters of all texts and names of members together */
  readonly characters: number;
}

export type JsonFault =
  /** a NUL, or half a surrogate pair */
  | { readonly code: 'no_character' }
  | { readonly code: 'too_many_characters'; readonly most: number }
  | { readonly code: 'too_deep'; readonly most: number }
  | { readonly code: 'too_many_values'; readonly most: number };

/**
 * Why JSON from outside is not taken; `undefined` where it is. Asked before anything is made of it:
 * Postgres keeps neither a NUL nor half a surrogate pair in `jsonb`, whatever goes through nested
 * values by calling itself ends at some depth, and what is stored has to have an end.
 *
 * It goes level by level, without recursion, and no further than the bounds.
 */
export function jsonFault(json: unknown, bounds: JsonBounds): JsonFault | undefined {
  let [characters, values] = [0, 0];
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    const texts = level.flatMap(textsOf);
    if (!texts.every(isStorable)) return { code: 'no_character' };
    characters += texts.reduce((sum, text) => sum + text.length, 0);
    if (characters > bounds.characters) {
      return { code: 'too_many_characters', most: bounds.characters };
    }
    const containers = level.filter((value) => typeof value === 'object' && value !== null);
    if (containers.length > 0 && depth === bounds.depth) {
      return { code: 'too_deep', most: bounds.depth };
    }
    level = containers.flatMap((container): unknown[] => Object.values(container));
    values += level.length;
    if (values > bounds.values) return { code: 'too_many_values', most: bounds.values };
  }
  return undefined;
}

/** A text itself, or the names that an object gives to its members. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  const named = typeof value === 'object' && value !== null && !Array.isArray(value);
  return named ? Object.keys(value) : [];
}

/** Whether Postgres can hold a text. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
