import { expect, test } from 'vitest';
import type { Figure } from '../contender.ts';
import { summarize } from './summary.ts';
import { table } from './table.ts';

const figure = (requestsPerSecond: number, cpuMilliseconds: number): Figure => ({
  requestsPerSecond,
  cpuMilliseconds,
  mainThreadMilliseconds: cpuMilliseconds,
  generatorBusy: 0.1,
  loadCoreBusy: 0.5,
});
const rounds = [100, 150, 400].flatMap((rate) =>
  (['exchange', 'refresh'] as const).map((workload) => ({
    workload,
    ours: figure(rate, 1),
    bare: figure(200, 0.6),
  })),
);

test('the ratio is the median of the ratios of the rounds', () => {
  const [exchange] = summarize(rounds);
  expect(exchange?.ratios).toEqual([0.5, 0.75, 2]);
  expect(exchange?.ratio).toBe(0.75);
  expect(exchange?.cpuRatio).toBe(0.6);
});

test('the table shows both servers, the spread and the ratio of each round', () => {
  const text = table(summarize(rounds), { ours: 'Ours', bare: 'Theirs' });
  expect(text).toMatch(/Ours +150 +100–400 +1\.00 +10 % +50 % +0\.75 × +0\.60 ×/);
  expect(text).toContain('0.50  0.75  2.00');
});
