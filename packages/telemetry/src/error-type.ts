/**
 * What went wrong, in a word from a closed list: what a fault of the database, of a system or of ours is
 * called, the name of the class, or
 * the status of an answer. Messages are left out, since they quote what was sent.
 */
export function errorType(error: unknown): string {
  if (typeof error === 'number') return String(error);
  if (!(error instanceof Error)) return 'unknown';
  const { fault, code } = error as { readonly fault?: unknown; readonly code?: unknown };
  return [fault, code].find(isWord) ?? error.constructor.name;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^\w{1,64}$/.test(value);
}
