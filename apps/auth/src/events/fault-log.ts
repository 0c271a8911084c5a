import type { DatabaseUnavailable } from '@gatehouse/database';
import type { Logger } from './logger.ts';

/** An outage is one event, however many requests meet it. */
const QUIET_MS = 5_000;

/** One line at most in five seconds for each kind of database fault, with how often it came. */
export function faultLog(
  logger: Pick<Logger, 'error'>,
  now: () => number = () => performance.now(),
): (fault: DatabaseUnavailable) => void {
  const kinds = new Map<string, { told: number; times: number }>();
  return ({ fault, message }) => {
    const kind = kinds.get(fault) ?? { told: Number.NEGATIVE_INFINITY, times: 0 };
    kinds.set(fault, kind);
    kind.times += 1;
    if (now() - kind.told < QUIET_MS) return;
    // The error itself may carry a statement's values; its first line does not.
    logger.error({ fault, times: kind.times }, message);
    kind.told = now();
    kind.times = 0;
  };
}
