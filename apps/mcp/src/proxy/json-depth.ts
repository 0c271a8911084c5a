/** The most levels that metadata may have. A key with a certificate chain (RFC 7517 §4.7) has five. */
export const maxDepth = 10;

/**
 * Whether a JSON value has at most {@link maxDepth} levels. Recursive functions overflow the stack with
 * deeper values: for example `flat`, `String` of a list, and many libraries. This one is not recursive.
 */
export function isWithinDepth(value: unknown): boolean {
  let level = [value].filter(isContainer);
  for (let depth = 0; depth < maxDepth; depth += 1) {
    level = level.flatMap((one) => Object.values(one).filter(isContainer));
  }
  return level.length === 0;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
