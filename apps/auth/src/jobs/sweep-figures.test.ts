import { Registry } from '@prometheus-io/client';
import { expect, test } from 'vitest';
import { sweepFigures } from './sweep-figures.ts';

test('the figures count rows by table, and tell how long it took', async () => {
  const registry = new Registry();
  const take = sweepFigures(registry);
  take({ outcome: 'done', removed: { artifacts: 3, sessions: 1 }, duration: 40 });
  take({ outcome: 'slow', removed: { artifacts: 2 }, duration: 2000 });
  const text = await registry.metrics();
  expect(text).toContain('gatehouse_swept_rows_total{table="artifacts"} 5');
  expect(text).toContain('gatehouse_sweep_duration_seconds_sum{outcome="slow"} 2');
});
