import {
  type Cluster,
  type PgBouncer,
  startCluster,
  startPgBouncer,
} from '@gatehouse/database/testing/postgres';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Client } from '../behaviour/actors/client.ts';
import { Person } from '../behaviour/actors/person.ts';
import { figure } from '../faults/length.ts';
import { ownDatabase } from '../faults/stored/own-database.ts';
import { SETTINGS } from '../faults/settings.ts';
import { startReplicas } from '../harness/replicas.ts';
import { Chains } from './chains/chains.ts';
import { NO_HARM, outcomeOf, tell } from './chains/outcome.ts';

const REMEDY = /PREPARED_STATEMENTS=off/;
const CHAINS = 60;
/** Refreshes of each chain. */
const ROUNDS = figure(3, 8);

let cluster: Cluster;
let bouncer: PgBouncer | undefined;
let database: { readonly serverUrl: string; readonly superuserUrl: string };
beforeAll(async () => {
  cluster = await startCluster();
  database = await ownDatabase(cluster.url);
});
afterEach(async () => {
  await bouncer?.stop();
  bouncer = undefined;
});
afterAll(() => cluster?.stop());

test('PgBouncer as it is installed is noticed at the start, which says what to set, and everybody is served', async () => {
  bouncer = await startPgBouncer(database.serverUrl);
  const { outcome, log } = await refreshesBehindIt('on');
  expect.soft(outcome.harm).toEqual(NO_HARM);
  expect.soft(outcome.answers).toEqual({ 200: outcome.acknowledged });
  expect.soft(log).toMatch(REMEDY);
});

/** Two processes behind the PgBouncer, and many clients. @returns what became of them, and the log */
async function refreshesBehindIt(preparedStatements: string) {
  const replicas = await startReplicas({
    databaseUrl: bouncer?.url ?? '',
    auth: { ...SETTINGS, PREPARED_STATEMENTS: preparedStatements },
  });
  try {
    const client = await Client.register(replicas.issuer);
    const tokens = await client.obtainTokens(new Person(replicas));
    const chains = await Chains.start(database.superuserUrl, client, tokens, CHAINS);
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      await expect.poll(() => chains.settledSince(began)).toBe(CHAINS);
    }
    await chains.end();
    const outcome = await outcomeOf(chains, database.superuserUrl);
    tell(`PREPARED_STATEMENTS=${preparedStatements}`, outcome);
    return { outcome, log: replicas.logs() };
  } finally {
    await replicas.stop();
  }
}

test('with prepared statements nothing is answered with 500, nobody is harmed, and the log says what to set', async () => {
  const ignoring = ['ignore_startup_parameters = statement_timeout'];
  bouncer = await startPgBouncer(database.serverUrl, ignoring);
  const { outcome, log } = await refreshesBehindIt('on');
  expect.soft(outcome.harm).toEqual(NO_HARM);
  expect.soft(log).toMatch(REMEDY);
});

test('without prepared statements everybody is served', async () => {
  bouncer = await startPgBouncer(database.serverUrl);
  const { outcome, log } = await refreshesBehindIt('off');
  expect.soft(outcome.harm).toEqual(NO_HARM);
  expect.soft(outcome.answers).toEqual({ 200: outcome.acknowledged });
  expect.soft(log).not.toMatch(REMEDY);
});
