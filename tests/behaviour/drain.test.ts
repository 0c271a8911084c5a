import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, startCluster } from '@gatehouse/database/testing/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Replicas, startReplicas } from '../harness/replicas.ts';
import type { Service } from '../harness/service.ts';
import { Client, type Tokens, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';
import { type Replica, StrictBalancer } from './actors/strict-balancer.ts';

/** Time enough to see that a replica is going, though this machine be busy. */
const DELAY_S = 4;

let cluster: Cluster;
let replicas: Replicas;
let balancer: StrictBalancer;
let both: readonly { readonly service: Service; readonly replica: Replica }[];
let one: Service;
let other: Service;
beforeAll(async () => {
  cluster = await startCluster();
  replicas = await startReplicas({
    databaseUrl: cluster.url,
    auth: { RESOURCES, SHUTDOWN_DELAY: `${DELAY_S}s` },
  });
  both = replicas.services.map((service, index) => ({
    service,
    replica: { url: replicas.urls[index]!, operationsUrl: replicas.operationsUrls[index]! },
  }));
  [one, other] = replicas.services as [Service, Service];
  balancer = await StrictBalancer.open(
    both.map(({ replica }) => replica),
    new URL(replicas.issuer).host,
  );
});
afterAll(async () => {
  balancer?.close();
  await replicas?.stop();
  await cluster?.stop();
});

test('replicas that are ended and started again under load refuse and cut nothing', async () => {
  const chains = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const client = await Client.register(replicas.issuer);
      const through = new Client(balancer.url, client.clientId, client.redirectUri);
      return { client: through, tokens: await client.obtainTokens(new Person(replicas)) };
    }),
  );
  const load = new AbortController();
  let answered = 0;
  const refused = new Set<string>();
  const refreshing = chains.map(async (chain) => {
    while (!load.signal.aborted) {
      const answer = await chain.client.refresh(chain.tokens);
      answered += 1;
      if (answer.status === 200) chain.tokens = tokensOf(answer);
      else refused.add(`${answer.status} ${JSON.stringify(answer.body)}`);
      await delay(5);
    }
    return chain.tokens;
  });

  /** Until both have had something to do. */
  const busy = async () => {
    const before = new Map(balancer.served);
    const more = () =>
      both.map(({ replica }) => (balancer.served.get(replica) ?? 0) - (before.get(replica) ?? 0));
    await expect.poll(() => Math.min(...more())).toBeGreaterThan(30);
  };
  await busy();
  for (const { service, replica } of both) {
    const ending = service.stop('SIGTERM');
    await expect.poll(() => balancer.isReady(replica), { interval: 20 }).toBe(false);
    const last = await fetch(new URL('/jwks', replica.url), {
      headers: { host: new URL(replicas.issuer).host },
    });
    expect(last.headers.get('connection')).toBe('close');
    expect((await fetch(new URL('/healthz', replica.operationsUrl))).status).toBe(200);
    expect(await ending).toEqual({ exitCode: 0, signal: null });
    await service.start();
    await expect.poll(() => balancer.isReady(replica)).toBe(true);
    await busy();
  }
  load.abort();
  const last: Tokens[] = await Promise.all(refreshing);

  expect(balancer.failures).toEqual([]);
  expect([...refused]).toEqual([]);
  expect(answered).toBeGreaterThan(100);
  expect([...balancer.served.values()].every((count) => count > 50)).toBe(true);
  for (const [index, tokens] of last.entries()) {
    expect((await chains[index]!.client.refresh(tokens)).status).toBe(200);
  }
}, 240_000);

test('a second signal ends it at once', async () => {
  const ending = one.stop('SIGTERM');
  await expect.poll(() => balancer.isReady(both[0]!.replica), { interval: 20 }).toBe(false);
  // One that came at once would be the same signal.
  await delay(800);
  await one.stop('SIGTERM');
  // Whoever takes the time to drain ends with 0.
  expect((await ending).exitCode).toBe(1);
  await one.start();
});

test('signals that come together are one', async () => {
  const ending = other.stop('SIGTERM');
  process.kill(other.pid!, 'SIGINT');
  expect(await ending).toEqual({ exitCode: 0, signal: null });
});

test('does not wait for a database that stands still', async () => {
  await cluster.pause();
  const began = Date.now();
  expect((await one.stop('SIGTERM')).exitCode).toBe(0);
  // Well before an orchestrator loses patience, which is after 30 seconds as a rule.
  expect(Date.now() - began).toBeLessThan(DELAY_S * 1_000 + 20_000);
  await cluster.resume();
});
