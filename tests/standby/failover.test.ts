import { setTimeout as delay } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { NO_HARM, outcomeOf, tell } from './chains/outcome.ts';
import { inHouse } from './servers/house.ts';

const CHAINS = 60;

/** Without an answer of 200: promoted after one second, and the rest is this machine's (milliseconds). */
const WITHOUT = 60_000;

describe.concurrent('the primary is killed, and its standby promoted a second later', () => {
  test.for([
    ['one address leads to the primary', false],
    ['DATABASE_URL names both servers', true],
  ] as const)(
    'nothing that was answered is lost where commits wait for the standby, and %s',
    async ([address, knowsAll], { expect }) => {
      await inHouse({ processes: 2, knowsAll }, async ({ pair, startChains }) => {
        const chains = await startChains(CHAINS);
        await expect.poll(() => chains.servedSince(0)).toBe(CHAINS);
        chains.figures.beginAnew();
        await pair.failOver();
        const turned = performance.now();
        await expect.poll(() => chains.settledSince(turned)).toBe(CHAINS);
        await chains.end();
        const outcome = await outcomeOf(chains, pair.superuserUrl(pair.standby));
        tell(`failover, ${address}`, outcome);
        expect.soft(outcome.harm).toEqual(NO_HARM);
        expect.soft(outcome.longestWithoutMs).toBeLessThan(WITHOUT);
      });
    },
  );

  test('where they do not wait, whoever holds a token that was lost signs in again, and nobody else', async ({
    expect,
  }) => {
    await inHouse({ synchronous: false, processes: 2 }, async ({ pair, startChains }) => {
      const chains = await startChains(CHAINS);
      await expect.poll(() => chains.servedSince(0)).toBe(CHAINS);
      const held = performance.now();
      await pair.holdBack();
      // Until somebody was told of what the standby does not know.
      await expect.poll(() => chains.servedSince(held)).toBeGreaterThan(5);
      await delay(500);
      chains.figures.beginAnew();
      await pair.failOver();
      const turned = performance.now();
      await expect.poll(() => chains.settledSince(turned)).toBe(CHAINS);
      await chains.end();
      const outcome = await outcomeOf(chains, pair.superuserUrl(pair.standby));
      tell('failover, asynchronous', outcome);

      const { lost, refused, ...others } = outcome.harm;
      // This is what asynchronous replication means; a pair that lost nothing has tested nothing.
      expect.soft(lost).toBeGreaterThan(0);
      // Nobody is refused whose token is known: a client holds one token.
      expect.soft(Object.keys(refused)).toEqual(['invalid_grant']);
      expect.soft(refused['invalid_grant']).toBeLessThanOrEqual(lost);
      expect.soft(others).toEqual({ revoked: {}, unheardOf: [] });
    });
  });
});
