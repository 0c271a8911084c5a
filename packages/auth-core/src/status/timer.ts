/** Calls back once after so many milliseconds, unless the function it gives is called before. */
export type Timer = (callback: () => void, milliseconds: number) => () => void;

/** The timer of the platform; where that can wait for it with the process ended, it does not. */
export const platformTimer: Timer = (callback, milliseconds) => {
  const timeout: unknown = setTimeout(callback, milliseconds);
  // Node.js and Deno would stay alive for it; elsewhere it is a number.
  (timeout as { unref?: () => void }).unref?.();
  return () => clearTimeout(timeout as ReturnType<typeof setTimeout>);
};
