import { expect, test } from 'vitest';
import { CHECKS, KINDS } from './kinds.ts';
import { type Round, ROUTES } from './rounds.ts';
import { summarize } from './summary.ts';
import { table } from './table.ts';

/** A machine that takes its time: what costs one microsecond costs `slowness`. */
const round = (slowness: number): Round => {
  const figures = <Name extends string>(names: readonly Name[]) =>
    Object.fromEntries(
      names.map((name, place) => [
        name,
        { rate: 1000 / slowness / (place + 1), cpu: slowness * (100 + 10 * place) },
      ]),
    ) as Record<Name, Round['checks']['cached']>;
  return {
    checks: figures(CHECKS),
    routes: Object.fromEntries(ROUTES.map((name) => [name, figures(KINDS)])) as Round['routes'],
  };
};

test('each is compared with the first of its round, so that a slow round changes no ratio', () => {
  const { routes } = summarize([round(1), round(5), round(1)]);
  const [none, , , cached] = routes.plain;
  expect(none).toMatchObject({ name: 'none', cpu: 100, rateRatio: 1, cpuRatio: 1, addedCpu: 0 });
  expect(cached).toMatchObject({ name: 'cached', cpu: 130, rateRatio: 0.25, addedCpu: 30 });
  expect(cached?.cpuRatio).toBeCloseTo(1.3);
});

test('the table has a group for the checks and for each route', () => {
  const text = table(summarize([round(1)]));
  expect(text).toMatch(/^verifications +per second/m);
  expect(text).toMatch(/^plain JSON route +requests\/s/m);
  expect(text).toMatch(/^tools\/call +requests\/s/m);
  expect(text).toMatch(/cached\(jwtVerifier\) +250 +130\.0 +30\.0 +0\.25 +1\.30/);
});
