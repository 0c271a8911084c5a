let last: Promise<unknown> = Promise.resolve();

/**
 * Starts servers of scenes that then run side by side, one scene's after the other's: all at once they would
 * be too busy to be on time.
 */
export function startInTurn<T>(start: () => Promise<T>): Promise<T> {
  const started = last.then(start);
  last = started.catch(() => {});
  return started;
}
