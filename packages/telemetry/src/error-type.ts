/**
 * What went wrong, in a word from a closed list: the code of a system, of Postgres or of ours, or the name
 * of the class. Messages are left out, since they quote what was sent.
 */
export function errorType(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : error.constructor.name;
}
