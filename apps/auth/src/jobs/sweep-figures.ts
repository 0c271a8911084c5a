import { Counter, Histogram, type Registry } from '@prometheus-io/client';
import type { SweepReport } from './sweep.ts';

/** Figures about sweeps, for `/metrics`. @returns a function to be called with each report */
export function sweepFigures(registry: Registry): (report: SweepReport) => void {
  const registers = [registry];
  const rows = new Counter({
    name: 'gatehouse_swept_rows_total',
    help: 'Expired rows that were removed.',
    labelNames: ['table'],
    registers,
  });
  const seconds = new Histogram({
    name: 'gatehouse_sweep_duration_seconds',
    help: 'How long sweeps of expired rows took, pauses included.',
    labelNames: ['outcome'],
    buckets: [0.01, 0.1, 1, 10, 60, 300],
    registers,
  });
  return ({ outcome, removed, duration }) => {
    for (const [table, count] of Object.entries(removed)) rows.inc({ table }, count);
    seconds.observe({ outcome }, duration / 1000);
  };
}
