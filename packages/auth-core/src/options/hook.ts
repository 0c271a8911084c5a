/**
 * A hook of the options that cannot change an outcome: what it throws is dropped, and so is what a
 * promise of it is rejected with, which would end the process otherwise.
 */
export function harmless<A extends unknown[]>(
  hook: ((...args: A) => unknown) | undefined,
): (...args: A) => void {
  return (...args) => {
    try {
      dropRejection(hook?.(...args));
    } catch {
      // A log that fails must not change the answer.
    }
  };
}

/** Where a function should have returned a value and returned a promise: nobody else waits for it. */
export function dropRejection(returned: unknown): void {
  if (typeof (returned as PromiseLike<unknown> | undefined)?.then === 'function') {
    (returned as PromiseLike<unknown>).then(undefined, () => {});
  }
}
