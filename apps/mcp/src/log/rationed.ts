/** One line for each kind in this time (milliseconds): an outage is one event, however many meet it. */
const QUIET = 5_000;
/** Kinds that are told apart at a time. What a kind is called may come from outside. */
const KINDS = 50;

interface Told {
  at: number;
  /** Since that line. */
  times: number;
}

/** Calls `write`, or does not. */
export type Rationed = (kind: string, write: (times: number) => void) => void;

/**
 * Lines that anybody can cause, by sending requests: the first of each kind at once, then one in five
 * seconds, with the number of times since the last line.
 *
 * @param now a monotonic clock (milliseconds)
 */
export function rationed(now: () => number = () => performance.now()): Rationed {
  const kinds = new Map<string, Told>();
  return (named, write) => {
    const kind = kinds.has(named) || hasRoom(kinds, now()) ? named : 'other';
    const told = kinds.get(kind);
    if (told === undefined || now() - told.at >= QUIET) {
      kinds.set(kind, { at: now(), times: 0 });
      write((told?.times ?? 0) + 1);
    } else told.times += 1;
  };
}

function hasRoom(kinds: Map<string, Told>, now: number): boolean {
  if (kinds.size < KINDS) return true;
  for (const [kind, { at }] of kinds) if (now - at >= QUIET) kinds.delete(kind);
  return kinds.size < KINDS;
}
