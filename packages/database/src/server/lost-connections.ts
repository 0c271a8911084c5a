/** Milliseconds. A restart of the server ends all idle connections, which should be reported once. */
const QUIET_MS = 5_000;

/** Reports idle connections that died, at most once in five seconds. */
export function lostConnections(
  onNotice: ((message: string) => void) | undefined,
  now: () => number = () => performance.now(),
): (error: Error) => void {
  let told = Number.NEGATIVE_INFINITY;
  return ({ message }) => {
    if (now() - told < QUIET_MS) return;
    told = now();
    onNotice?.(`A database connection was lost: ${message}`);
  };
}
