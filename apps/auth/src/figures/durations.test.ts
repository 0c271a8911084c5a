import { Histogram, Registry } from '@prometheus-io/client';
import { expect, test } from 'vitest';
import { Durations } from './durations.ts';

const OPTIONS = { name: 'things_seconds', help: 'Of things.', buckets: [0.1, 1, 10] };

const lines = async (registry: Registry) =>
  new Set((await registry.metrics()).split('\n').filter((line) => line !== ''));

test('is written as the library writes its own', async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const durations = new Durations(ours, OPTIONS);
  const histogram = new Histogram({ ...OPTIONS, labelNames: ['kind'], registers: [theirs] });
  for (const kind of ['a', 'b "quoted"\\']) {
    const series = durations.series({ kind });
    for (const seconds of [0, 0.1, 0.1001, 1, 5, 10, 11, 1e9]) {
      series.observe(seconds);
      histogram.observe({ kind }, seconds);
    }
  }
  expect(await lines(ours)).toEqual(await lines(theirs));
});

test('a series is there at zero, once, whoever asks for it', async () => {
  const registry = new Registry();
  const durations = new Durations(registry, OPTIONS);
  durations.series({ kind: 'a' }).observe(1);
  durations.series({ kind: 'a' }).observe(1);
  durations.series({ kind: 'b' });
  expect([...(await lines(registry))].filter((line) => line.includes('_count'))).toEqual([
    'things_seconds_count{kind="a"} 2',
    'things_seconds_count{kind="b"} 0',
  ]);
});
