/** Calls `callback` once after the given time. The function it returns cancels that. */
export type Timer = (callback: () => void, milliseconds: number) => () => void;

/** The timer of the platform. It does not keep the process alive. */
export const platformTimer: Timer = (callback, milliseconds) => {
  const timeout: unknown = setTimeout(callback, milliseconds);
  // Node.js and Deno would keep the process alive. On other platforms it is a number without `unref`.
  (timeout as { unref?: () => void }).unref?.();
  return () => clearTimeout(timeout as ReturnType<typeof setTimeout>);
};
