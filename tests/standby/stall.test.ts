import { setTimeout as delay } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { figure } from '../faults/length.ts';
import { NO_HARM, outcomeOf, tell } from './chains/outcome.ts';
import { countersOf } from './servers/counters.ts';
import { inHouse, POOL } from './servers/house.ts';
import { watchBackends } from './servers/watch-backends.ts';
import { Readiness } from './servers/watch-readiness.ts';

/** Longer than the minute that a replaced refresh token once was good for (milliseconds). */
const STALL = figure(15_000, 70_000);
/** Until a process has to have noticed, well above the bound of what its readiness asks (milliseconds). */
const NOTICED = 12_000;
const CHAINS = 60;
const LATE_COMMITS = 'gatehouse_database_late_commits_total';

describe.concurrent(`the only synchronous standby stands still for ${STALL / 1_000} s`, () => {
  test.for([1, 2])(
    'under %i process(es): no authorization ends, no connection is left behind',
    async (processes, { expect }) => {
      await inHouse({ processes }, async ({ pair, replicas, startChains }) => {
        const superuserUrl = pair.superuserUrl(pair.primary);
        const chains = await startChains(CHAINS);
        const readiness = new Readiness(replicas.operationsUrls);
        const backends = watchBackends(superuserUrl);
        await expect.poll(() => chains.servedSince(0)).toBe(CHAINS);

        const began = performance.now();
        await pair.standby.stall();
        await delay(STALL);
        pair.standby.unstall();
        const ended = performance.now();
        await expect.poll(() => chains.settledSince(ended)).toBe(CHAINS);
        const settled = performance.now();
        await expect
          .poll(() => readiness.between(settled, Number.POSITIVE_INFINITY).ready)
          .toBeGreaterThan(2 * processes);
        await chains.end();
        await readiness.stop();

        const seen = await backends.stop();
        const during = readiness.between(began + NOTICED, ended);
        const outcome = await outcomeOf(chains, superuserUrl);
        const settledMs = Math.round(settled - ended);
        const late = await countersOf(replicas.operationsUrls, LATE_COMMITS);
        const figures = { ...seen, ...during, settledMs, late };
        tell(`stall, ${processes} process(es)`, outcome, figures);
        expect.soft(outcome.harm).toEqual(NO_HARM);
        expect.soft(seen.mostInSyncRep, 'commits that waited').toBeGreaterThan(0);
        expect.soft(seen.most).toBeLessThanOrEqual(processes * POOL + 2);
        expect.soft(during.ready, 'answers of readiness that said ready').toBe(0);
        expect.soft(during.unready).toBeGreaterThan(0);
        const { 'outcome="committed"': committed, ...others } = late;
        expect.soft(committed).toBeGreaterThanOrEqual(processes);
        expect.soft(Object.values(others)).toEqual([0, 0, 0]);
        expect.soft(replicas.logs()).toMatch(/look at the synchronous standby/);
      });
    },
  );
});

test.concurrent('one of two synchronous standbys stands still, of which either will do: nobody notices', async ({
  expect,
}) => {
  await inHouse({ standbys: 2 }, async ({ pair, startChains }) => {
    const chains = await startChains(CHAINS);
    await expect.poll(() => chains.servedSince(0)).toBe(CHAINS);
    await pair.standby.stall();
    const began = performance.now();
    await expect.poll(() => chains.servedSince(began)).toBe(CHAINS);
    await chains.end();
    const outcome = await outcomeOf(chains, pair.superuserUrl(pair.primary));
    tell('one of two', outcome);
    expect.soft(outcome.harm).toEqual(NO_HARM);
  });
});
