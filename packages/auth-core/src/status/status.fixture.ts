import type { Fetch } from '../issuer/fetch-json.ts';
import {
  createTestIssuer,
  type TestIssuer,
  type TestStatusList,
  testStatusList,
} from '../testing/index.ts';
import type { Verifier } from '../contract/verifier.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import type { StatusCheckOptions } from './options.ts';
import { type StatusCheckedVerifier, statusChecked } from './status-checked.ts';
import type { Timer } from '../sharing/timer.ts';

/** An issuer with a status list, and verifiers that check it, all with the same clock. */
export interface StatusScene {
  readonly clock: TestClock;
  readonly issuer: TestIssuer;
  readonly list: TestStatusList;
  /** The problems with the list that were reported. */
  readonly problems: unknown[];
  readonly jwts: () => Verifier;
  readonly checked: (options?: StatusCheckOptions, inner?: Verifier) => StatusCheckedVerifier;
  /** A token with this index in the list, valid for `life` seconds. */
  readonly tokenAt: (index: number, life?: number) => Promise<string>;
}

export async function statusScene(): Promise<StatusScene> {
  const audience = 'https://mcp.example.com/mcp';
  const clock = testClock();
  const issuer = await createTestIssuer({ audience, clock: clock.now });
  const list = testStatusList({ issuer, clock: clock.now });
  const problems: unknown[] = [];
  const jwts = () =>
    jwtVerifier({ issuer: issuer.issuer, audience, fetch: issuer.fetch, clock: clock.now });
  return {
    clock,
    issuer,
    list,
    problems,
    jwts,
    checked: (options, inner = jwts()) =>
      statusChecked(inner, {
        clock: clock.now,
        fetch: clock.watching(list.fetch, () => list.fault === 'silent'),
        timer: clock.timer,
        onProblem: (error) => problems.push(error),
        ...options,
      }),
    tokenAt(index, life = 900) {
      const exp = clock.now() / 1000 + life;
      return issuer.token({ claims: { status: list.reference(index), exp } });
    },
  };
}

/** A clock that stands still until a test moves it, with its own timers. */
export interface TestClock {
  readonly now: () => number;
  readonly timer: Timer;
  /** How many timers are set. */
  readonly pending: () => number;
  /** A `fetch` for which `pass` waits, until the answer has been verified. */
  readonly watching: (fetch: Fetch, isSilent: () => boolean) => Fetch;
  /** Moves the clock, calls the timers that are due, and waits for the fetches that they start. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

/** Milliseconds that a request waits for a list. Timers of this length are for that, others for polls. */
const requestTimeout = 3000;

function testClock(start = 1_800_000_000_000): TestClock {
  let now = start;
  let serial = 0;
  /** A fetch is finished, and its list verified, when the timer of the next poll is set. */
  const fetches = { underWay: 0 };
  const timers = new Map<number, { readonly at: number; readonly callback: () => void }>();

  async function settled(): Promise<void> {
    while (fetches.underWay > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  return {
    now: () => now,
    timer(callback, milliseconds) {
      if (milliseconds !== requestTimeout) fetches.underWay = Math.max(0, fetches.underWay - 1);
      serial += 1;
      const id = serial;
      timers.set(id, { at: now + milliseconds, callback });
      return () => void timers.delete(id);
    },
    pending: () => timers.size,
    watching: (fetch, isSilent) => (url, init) => {
      if (/\/status\/\d$/.test(url) && !isSilent()) fetches.underWay += 1;
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
