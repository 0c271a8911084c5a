import { startPostgres, type TestPostgres } from '@gatehouse/database/testing/postgres';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Client, claimsOf, newVerifier, tokensOf } from '../behaviour/actors/client.ts';
import { formTo } from '../behaviour/actors/page.ts';
import { Person } from '../behaviour/actors/person.ts';
import { type Replicas, startReplicas } from '../harness/replicas.ts';
import { SETTINGS } from './settings.ts';

let postgres: TestPostgres;
let replicas: Replicas;
let client: Client;
beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
  replicas = await startReplicas({
    databaseUrl: await postgres.createDatabase(),
    auth: SETTINGS,
  });
  client = await Client.register(replicas.issuer);
});
afterEach(() => replicas.balancer.pin(undefined));
afterAll(async () => {
  await replicas?.stop();
  await postgres?.stop();
});

/** Does something with every request at one replica. */
function at<T>(replica: number, work: () => Promise<T>): Promise<T> {
  replicas.balancer.pin(replica);
  return work();
}

test('a sign-in that begins at one replica goes on at the other, step by step', async () => {
  const person = new Person(replicas);
  const verifier = newVerifier();
  const login = await at(0, () => person.browser.open(client.authorizationUrl({}, verifier)));
  const upstream = await at(1, () => person.chooseProvider(login, 'github'));
  const consent = await at(0, () => person.chooseAccount(upstream, 'ada'));
  const end = await at(1, () => person.decide(consent));
  const code = end.url.searchParams.get('code') ?? '';
  const answer = await at(0, () => client.exchange({ code, code_verifier: verifier }));
  expect(tokensOf(answer).refresh_token).toBeDefined();
});

test('a sign-in whose every request goes to another replica than the one before', async () => {
  const before = [...replicas.balancer.served];
  await client.obtainTokens(new Person(replicas));
  const shares = replicas.balancer.served.map((count, index) => count - (before[index] ?? 0));
  expect(Math.min(...shares)).toBeGreaterThan(2);
});

test('a session of one replica is a session of the other', async () => {
  const person = new Person(replicas);
  await at(0, () => client.obtainTokens(person));
  const page = await at(1, () => person.browser.open(client.authorizationUrl()));
  expect(formTo(page, '/consent')).toBeDefined();
  expect(formTo(page, '/login')).toBeUndefined();
});

test('a code of one replica is exchanged at the other, and a token of either refreshed at either', async () => {
  const code = await at(0, () => client.obtainCode(new Person(replicas)));
  let tokens = await at(1, async () => tokensOf(await client.exchange(code)));
  for (const replica of [0, 1, 1, 0]) {
    tokens = await at(replica, async () => tokensOf(await client.refresh(tokens)));
  }
  expect(claimsOf(tokens.access_token).iss).toBe(replicas.issuer);
});

test('both publish the same keys and the same metadata', async () => {
  for (const path of ['/jwks', '/.well-known/oauth-authorization-server']) {
    const [one, other] = [await at(0, () => read(path)), await at(1, () => read(path))];
    expect(one).toContain(path === '/jwks' ? '"kid"' : replicas.issuer);
    expect(other).toBe(one);
  }
});

async function read(path: string): Promise<string> {
  return (await fetch(new URL(path, replicas.issuer))).text();
}

test('a client that registered at one is known at the other', async () => {
  const newcomer = await at(0, () => Client.register(replicas.issuer));
  const { status } = await at(1, () => newcomer.refresh({ refresh_token: 'x'.repeat(43) }));
  expect(status).toBe(400);
});
