import type { LateCommit } from '@gatehouse/database';
import { Counter, type Registry } from '@prometheus-io/client';
import type { Logger } from '../events/logger.ts';

const OUTCOMES = ['committed', 'unreplicated', 'refused', 'lost'] as const;

/** A stall of a standby is one event, however many commits wait for it (milliseconds). */
const QUIET_MS = 5_000;

/**
 * Counts the commits that took longer than their requests could wait, and tells of them by one line in
 * five seconds.
 *
 * @param now a monotonic clock (milliseconds)
 */
export function lateCommits(
  registry: Registry,
  logger: Pick<Logger, 'warn'>,
  now: () => number = () => performance.now(),
): (late: LateCommit) => void {
  const counter = new Counter({
    name: 'gatehouse_database_late_commits_total',
    help: 'Commits that ended after their request had been answered that the database is unavailable.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of OUTCOMES) counter.inc({ outcome }, 0);
  let told = Number.NEGATIVE_INFINITY;
  let times = 0;
  return ({ outcome, seconds }) => {
    counter.inc({ outcome });
    times += 1;
    if (now() - told < QUIET_MS) return;
    logger.warn(
      { outcome, seconds: Math.round(seconds * 10) / 10, times },
      'a commit ended after its request had been answered 503: look at the synchronous standby and the disk',
    );
    told = now();
    times = 0;
  };
}
