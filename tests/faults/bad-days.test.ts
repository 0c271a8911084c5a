import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, startCluster } from '@gatehouse/database/testing/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client, tokensOf } from '../behaviour/actors/client.ts';
import { Person } from '../behaviour/actors/person.ts';
import { type Replicas, startReplicas } from '../harness/replicas.ts';
import { StoredTokens } from './stored/stored-tokens.ts';
import { ownDatabase } from './stored/own-database.ts';
import { figure } from './length.ts';
import { Load } from './load/load.ts';
import { SETTINGS } from './settings.ts';
import { printTable } from './table.ts';
import { ThirdParty } from './injection/third-party.ts';
import { recoveryTime, watchHealth } from './injection/health.ts';
import { A_REPLICA_IS_KILLED, FAULTS } from './injection/faults.ts';

const ROUNDS = figure(1, 2);
const VISITORS = 4;
/** The database is back: this long until everything is (milliseconds); more where others may be at work. */
const RECOVERY = figure(30_000, 10_000);

let cluster: Cluster;
let replicas: Replicas;
let stored: StoredTokens;
let thirdParty: ThirdParty;
beforeAll(async () => {
  cluster = await startCluster({ durable: true });
  const { serverUrl, superuserUrl } = await ownDatabase(cluster.url);
  replicas = await startReplicas({
    databaseUrl: serverUrl,
    // A replica that stops lets the balancer notice first, as in production: without that, a connection
    // can be closed in the moment between being accepted and being used.
    auth: { ...SETTINGS, DATABASE_POOL_SIZE: '4', SHUTDOWN_DELAY: '2s' },
  });
  stored = new StoredTokens(superuserUrl);
  thirdParty = new ThirdParty(superuserUrl);
});
afterAll(async () => {
  await thirdParty?.leave();
  await stored?.close();
  await replicas?.stop();
  await cluster?.stop();
});

test(`${ROUNDS * FAULTS.length} faults under load lose no session, fork no chain, and are over in ${RECOVERY / 1_000} s`, async () => {
  const probe = await Client.register(replicas.issuer);
  let tokens = await probe.obtainTokens(new Person(replicas));
  const served = async () => {
    const answer = await probe.refresh(tokens).catch(() => undefined);
    if (answer?.status !== 200) return false;
    tokens = tokensOf(answer);
    return true;
  };

  const load = await Load.start(replicas, VISITORS);
  const rows = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { title, isFelt, happen } of FAULTS) {
      await delay(500);
      load.tally.lap();
      const health = await watchHealth(replicas.operationsUrls, (felt) =>
        happen({ cluster, replicas, thirdParty, felt }),
      );
      const recoveredMs = await recoveryTime(replicas.operationsUrls, served);
      rows.push({ title, isFelt, ...health, recoveredMs, ...load.tally.lap() });
    }
  }
  const figures = await load.end();
  const chains = await stored.chains();
  const { acknowledged } = load.sessions;
  const unaccounted = await stored.unaccounted(acknowledged);
  printTable(rows);
  printTable([{ ...figures, acknowledged: acknowledged.length, unaccounted, ...chains }]);

  expect(load.tally.unheardOf).toEqual({});
  for (const row of rows) {
    expect(row.recoveredMs, row.title).toBeLessThan(RECOVERY);
    expect(row.notLive, row.title).toBe(0);
  }
  const unfelt = rows.filter(({ isFelt, unready }) => isFelt && unready < replicas.services.length);
  expect(unfelt.map(({ title }) => title)).toEqual([]);
  // Only a server that was killed may leave a request without an answer.
  const cutting = rows.filter(({ cut }) => cut > 0).map(({ title }) => title);
  expect(cutting.filter((title) => title !== A_REPLICA_IS_KILLED)).toEqual([]);
  expect(figures.sessionsLost).toBe(0);
  expect(figures.unavailable, 'faults that anybody felt').toBeGreaterThan(0);
  expect(chains).toMatchObject({ forked: 0, torn: 0 });
  expect(unaccounted).toBe(0);
  expect(await stored.codesWithoutTokens()).toBe(0);
});
