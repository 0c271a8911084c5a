import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client, tokensOf } from './actors/client.ts';
import { CountingProxy } from './actors/counting-proxy.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

/** Enough that every pooled connection is open and every statement has been prepared on it. */
const WARM_UP = 12;
const MEASURED = 5;

let proxy: CountingProxy;
let stack: Stack;
let client: Client;
let person: Person;
beforeAll(async () => {
  proxy = await CountingProxy.open(await testDatabaseUrl());
  stack = await startStack({
    databaseUrl: proxy.databaseUrl,
    withMcp: false,
    // With limits, as deployed: who succeeds costs them nothing.
    auth: { RESOURCES, DATABASE_POOL_SIZE: '3', LIMITS: 'on' },
  });
  client = await Client.register(stack.issuer);
  person = new Person(stack);
});
afterAll(async () => {
  await stack?.stop();
  proxy?.close();
});

test('a code exchange takes at most three round trips to PostgreSQL', async () => {
  const counts: number[] = [];
  for (let turn = 0; turn < WARM_UP + MEASURED; turn += 1) {
    const code = await client.obtainCode(person);
    counts.push(await proxy.count(async () => tokensOf(await client.exchange(code))));
  }
  const measured = counts.slice(WARM_UP);
  process.stdout.write(`round trips of a code exchange: ${measured.join(', ')}\n`);
  expect(Math.min(...measured)).toBeGreaterThan(0);
  expect(Math.max(...measured)).toBeLessThanOrEqual(3);
});

test('a refresh takes at most two round trips to PostgreSQL', async () => {
  let tokens = await client.obtainTokens(person);
  const counts: number[] = [];
  for (let turn = 0; turn < WARM_UP + MEASURED; turn += 1) {
    const count = await proxy.count(async () => {
      tokens = tokensOf(await client.refresh(tokens));
    });
    counts.push(count);
  }
  const measured = counts.slice(WARM_UP);
  process.stdout.write(`round trips of a refresh: ${measured.join(', ')}\n`);
  expect(Math.min(...measured)).toBeGreaterThan(0);
  expect(Math.max(...measured)).toBeLessThanOrEqual(2);
});
