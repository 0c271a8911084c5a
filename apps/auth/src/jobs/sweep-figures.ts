import { Gauge, Histogram, type Registry } from '@prometheus-io/client';
import { closedCounter } from '../figures/closed-counter.ts';
import { CLIENTS } from './ending-clients.ts';
import { EXPIRED_ROWS } from './expired-rows.ts';
import type { SweepReport } from './sweep.ts';

const OUTCOMES: readonly SweepReport['outcome'][] = ['done', 'slow', 'stopped'];

export interface SweepFiguresOptions {
  readonly registry: Registry;
  /** whether it is this process that sweeps */
  readonly isLeader: () => boolean;
  /** milliseconds since 1970 */
  readonly now: () => number;
}

/** Figures about sweeps, for `/metrics`. @returns a function to be called with each report */
export function sweepFigures({
  registry,
  isLeader,
  now,
}: SweepFiguresOptions): (report: SweepReport) => void {
  const registers = [registry];
  const rows = closedCounter(registry, {
    name: 'gatehouse_swept_rows_total',
    help: 'Rows that expired or were not needed any more, and were removed.',
    labels: { table: [CLIENTS, ...new Set(EXPIRED_ROWS.map(({ table }) => table))] },
  });
  const seconds = new Histogram({
    name: 'gatehouse_sweep_duration_seconds',
    help: 'How long sweeps of expired rows took, pauses included.',
    labelNames: ['outcome'],
    buckets: [0.01, 0.1, 1, 10, 60, 300],
    registers,
  });
  for (const outcome of OUTCOMES) seconds.zero({ outcome });
  const lastRun = new Gauge({
    name: 'gatehouse_sweep_last_run_timestamp_seconds',
    help: 'When a sweep by this process last came to its end, in seconds since 1970; 0: not yet.',
    registers,
  });
  registry.registerMetric(
    new Gauge({
      name: 'gatehouse_sweep_leader',
      help: 'Whether it is this process that sweeps, for all that share the database.',
      registers: [],
      collect() {
        this.set(isLeader() ? 1 : 0);
      },
    }),
  );
  return ({ outcome, removed, duration }) => {
    for (const [table, count] of Object.entries(removed)) rows.inc({ table }, count);
    seconds.observe({ outcome }, duration / 1000);
    if (outcome !== 'stopped') lastRun.set(now() / 1000);
  };
}
