/** Levels of metadata. Keys with their certificate chains (RFC 7517 §4.7) have five. */
export const deepest = 10;

/**
 * Whether a value of JSON ends within a few levels. What follows a value by calling itself ends the
 * stack otherwise: so do `flat`, `String` of lists and most libraries.
 */
export function isBounded(value: unknown): boolean {
  let level = [value].filter(isContainer);
  for (let depth = 0; depth < deepest; depth += 1) {
    level = level.flatMap((one) => Object.values(one).filter(isContainer));
  }
  return level.length === 0;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
