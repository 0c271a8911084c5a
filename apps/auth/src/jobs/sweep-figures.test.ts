import { Registry } from '@prometheus-io/client';
import { expect, test } from 'vitest';
import { sweepFigures } from './sweep-figures.ts';

test('the figures count rows by table, and tell how long it took', async () => {
  const registry = new Registry();
  const take = sweepFigures({ registry, isLeader: () => false, now: () => 0 });
  take({ outcome: 'done', removed: { artifacts: 3, sessions: 1 }, duration: 40 });
  take({ outcome: 'slow', removed: { artifacts: 2 }, duration: 2000 });
  const text = await registry.metrics();
  expect(text).toContain('gatehouse_swept_rows_total{table="artifacts"} 5');
  expect(text).toContain('gatehouse_sweep_duration_seconds_sum{outcome="slow"} 2');
  expect(text).toContain('gatehouse_swept_rows_total{table="grants"} 0');
});

test('the figures tell who sweeps, and when it last came to its end', async () => {
  const registry = new Registry();
  let isLeader = false;
  const take = sweepFigures({ registry, isLeader: () => isLeader, now: () => 1_700_000_000_500 });
  const text = await registry.metrics();
  expect(text).toContain('gatehouse_sweep_leader 0');
  expect(text).toContain('gatehouse_sweep_last_run_timestamp_seconds 0');
  expect(text).toContain('gatehouse_sweep_duration_seconds_count{outcome="stopped"} 0');
  isLeader = true;
  take({ outcome: 'stopped', removed: {}, duration: 1 });
  expect(await registry.metrics()).toContain('gatehouse_sweep_last_run_timestamp_seconds 0');
  take({ outcome: 'done', removed: {}, duration: 1 });
  const later = await registry.metrics();
  expect(later).toContain('gatehouse_sweep_leader 1');
  expect(later).toContain('gatehouse_sweep_last_run_timestamp_seconds 1700000000.5');
});
