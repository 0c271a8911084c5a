import {
  type Cluster,
  Forwarder,
  type PgBouncer,
  startCluster,
  startPgBouncer,
} from '@gatehouse/database/testing/postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Client } from '../behaviour/actors/client.ts';
import { Person } from '../behaviour/actors/person.ts';
import { figure } from '../faults/length.ts';
import { ownDatabase } from '../faults/stored/own-database.ts';
import { SETTINGS } from '../faults/settings.ts';
import { startReplicas } from '../harness/replicas.ts';
import { Chains } from './chains/chains.ts';
import { NO_HARM, outcomeOf, tell } from './chains/outcome.ts';
import { ownKeys, startInTurn } from './servers/starting.ts';

const REMEDY = /PREPARED_STATEMENTS=off/;
const IGNORING = ['ignore_startup_parameters = statement_timeout'];
const CHAINS = 60;
/** Refreshes of each chain. */
const ROUNDS = figure(3, 8);

let cluster: Cluster;
let bouncer: PgBouncer | undefined;
let database: { readonly serverUrl: string; readonly superuserUrl: string };
beforeEach(async () => {
  cluster = await startCluster();
  database = await ownDatabase(cluster.url);
});
afterEach(async () => {
  await bouncer?.stop();
  bouncer = undefined;
  await cluster.stop();
});

/**
 * Two processes and many clients, for a while.
 *
 * @param meanwhile done when everybody has been served once
 * @returns what became of them, and the log
 */
async function refreshesAt(databaseUrl: string, preparedStatements: string, meanwhile = () => {}) {
  const auth = { ...SETTINGS, ...ownKeys(), PREPARED_STATEMENTS: preparedStatements };
  const replicas = await startInTurn(() => startReplicas({ databaseUrl, auth }));
  try {
    const client = await Client.register(replicas.issuer);
    const tokens = await client.obtainTokens(new Person(replicas));
    const chains = await Chains.start(database.superuserUrl, client, tokens, CHAINS);
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      await expect.poll(() => chains.servedSince(began)).toBe(CHAINS);
      if (round === 0) meanwhile();
    }
    await chains.end();
    const outcome = await outcomeOf(chains, database.superuserUrl);
    tell(`PREPARED_STATEMENTS=${preparedStatements}`, outcome);
    return { outcome, log: replicas.logs() };
  } finally {
    await replicas.stop();
  }
}

test.for([
  ['as it is installed', []],
  ['that ignores statement_timeout', IGNORING],
] as const)(
  'PgBouncer %s, with prepared statements: nobody is harmed, and the log says what to set',
  async ([_which, settings]) => {
    bouncer = await startPgBouncer(database.serverUrl, settings);
    const { outcome, log } = await refreshesAt(bouncer.url, 'on');
    expect.soft(outcome.harm).toEqual(NO_HARM);
    expect.soft(log).toMatch(REMEDY);
  },
);

test('PgBouncer that is put in between later: nothing is answered with 500, and the log says what to set', async () => {
  bouncer = await startPgBouncer(database.serverUrl, IGNORING);
  const { url } = bouncer;
  const forwarder = await Forwarder.open(database.serverUrl);
  const putBetween = () => forwarder.lead(url);
  const { outcome, log } = await refreshesAt(forwarder.url, 'on', putBetween);
  forwarder.close();
  expect.soft(outcome.harm).toEqual(NO_HARM);
  expect.soft(log).toMatch(REMEDY);
});

test('PgBouncer without prepared statements: everybody is served', async () => {
  bouncer = await startPgBouncer(database.serverUrl);
  const { outcome, log } = await refreshesAt(bouncer.url, 'off');
  expect.soft(outcome.harm).toEqual(NO_HARM);
  expect.soft(log).not.toMatch(REMEDY);
});
