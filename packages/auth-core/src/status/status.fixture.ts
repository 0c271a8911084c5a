import type { Fetch } from '../issuer/fetch-json.ts';
import type { Timer } from './timer.ts';

/** A clock that stands still until it is moved, and what goes by it. */
export interface TestClock {
  readonly now: () => number;
  readonly timer: Timer;
  /** How many timers are set. */
  readonly pending: () => number;
  /** `fetch`, such that `pass` waits for what is made of the answer. */
  readonly watching: (fetch: Fetch, isSilent: () => boolean) => Fetch;
  /** Moves on, calling what falls due on the way, and lets what that started come to its end. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

/** What requests wait for a list at most: timers of this length are theirs, all others polls. */
const patience = 3000;

export function testClock(start = 1_800_000_000_000): TestClock {
  let now = start;
  let serial = 0;
  /** A fetch has come to its end, verified and unpacked, when the next poll is planned. */
  let underWay = 0;
  const timers = new Map<number, { readonly at: number; readonly callback: () => void }>();

  async function settled(): Promise<void> {
    while (underWay > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  return {
    now: () => now,
    timer(callback, milliseconds) {
      if (milliseconds !== patience) underWay = Math.max(0, underWay - 1);
      serial += 1;
      const id = serial;
      timers.set(id, { at: now + milliseconds, callback });
      return () => void timers.delete(id);
    },
    pending: () => timers.size,
    watching: (fetch, isSilent) => (url, init) => {
      if (/\/status\/\d$/.test(url) && !isSilent()) underWay += 1;
      return fetch(url, init);
    },
    async pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const due = [...timers]
          .filter(([, { at }]) => at <= end)
          .sort(([, a], [, b]) => a.at - b.at);
        const [id, timer] = due[0] ?? [];
        if (id === undefined || !timer) break;
        timers.delete(id);
        now = Math.max(now, timer.at);
        timer.callback();
        await settled();
      }
      now = end;
    },
  };
}
