import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres, type TestPostgres } from '@gatehouse/database/testing/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Replicas, startReplicas } from '../harness/replicas.ts';
import { StoredTokens } from './stored/stored-tokens.ts';
import { figure } from './length.ts';
import { Load } from './load/load.ts';
import { SETTINGS } from './settings.ts';

const KILLS = figure(5, 50);
const VISITORS = 4;

let postgres: TestPostgres;
let replicas: Replicas;
let stored: StoredTokens;
beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
  const databaseUrl = await postgres.createDatabase();
  replicas = await startReplicas({ databaseUrl, auth: SETTINGS });
  stored = new StoredTokens(databaseUrl);
});
afterAll(async () => {
  await stored?.close();
  await replicas?.stop();
  await postgres?.stop();
});

test(`${KILLS} deaths of a replica under load lose no session and fork no chain`, async () => {
  const load = await Load.start(replicas, VISITORS);
  for (let kill = 0; kill < KILLS; kill += 1) {
    // Not before it has had something to do, and then at no particular moment of it.
    await delay(randomInt(100, 1_200));
    const victim = replicas.services[randomInt(replicas.services.length)]!;
    const { signal } = await victim.stop('SIGKILL');
    expect(signal).toBe('SIGKILL');
    await victim.start();
  }
  const figures = await load.end();
  const chains = await stored.chains();
  const unaccounted = await stored.unaccounted(load.sessions.acknowledged);
  process.stdout.write(
    `${KILLS} kills: ${JSON.stringify({ ...figures, ...chains, acknowledged: load.sessions.acknowledged.length, unaccounted })}\n`,
  );
  expect(load.tally.unheardOf).toEqual({});
  expect(figures.sessionsLost).toBe(0);
  expect(figures.cut + figures.retried, 'deaths that anybody noticed').toBeGreaterThan(0);
  expect(chains).toMatchObject({ forked: 0, torn: 0 });
  expect(unaccounted).toBe(0);
  expect(await stored.codesWithoutTokens()).toBe(0);
});
