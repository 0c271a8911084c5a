import { expect, test } from 'vitest';
import type { Figure } from '../contender.ts';
import type { Round } from '../rounds.ts';
import { summarize } from './summary.ts';
import { table } from './table.ts';

const figure = (requestsPerSecond: number, cpuMilliseconds: number | undefined): Figure => ({
  requestsPerSecond,
  cpuMilliseconds,
  mainThreadMilliseconds: cpuMilliseconds,
  generatorBusy: 0.1,
  loadCoreBusy: 0.5,
});
const rounds = [100, 150, 400].flatMap((rate) =>
  (['exchange', 'refresh'] as const).map(
    (workload): Round => ({ workload, ours: figure(rate, 1), other: figure(200, 0.6) }),
  ),
);

test('the ratio is the median of the ratios of the rounds', () => {
  const [exchange] = summarize(rounds);
  expect(exchange?.ratio).toEqual({ median: 0.75 });
  expect(exchange?.cpuRatio).toEqual({ median: 0.6 });
});

test('a round is compared with the other server in the same round, not with its median', () => {
  const drifting = Array.from({ length: 20 }, (_, index): Round => {
    const speed = 100 * 2 ** (index % 4);
    return { workload: 'jwks', ours: figure(speed * 3, 1), other: figure(speed, 3) };
  });
  expect(summarize(drifting)).toMatchObject([
    { workload: 'jwks', ratio: { median: 3, interval: [3, 3] }, cpuRatio: { interval: [3, 3] } },
  ]);
});

test('without the time of the processor there is no ratio by it', () => {
  const unknown = rounds.map((round) => ({ ...round, other: figure(200, undefined) }));
  expect(summarize(unknown)[0]).toMatchObject({ cpuRatio: undefined, ratio: { median: 0.75 } });
});

test('the table shows both servers, the spread, the ratios and their intervals', () => {
  const text = table(summarize([...rounds, ...rounds, ...rounds, ...rounds]), {
    ours: 'Ours',
    other: 'Theirs',
  });
  expect(text).toMatch(
    /Ours +150 +100–400 +1\.000 +10 % +50 % +0\.75 × +0\.50–2\.00 +0\.60 × +0\.60–0\.60/,
  );
  expect(text).toMatch(/Theirs +200 +200–200 +0\.600/);
});
