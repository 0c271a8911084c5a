import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client, HTTPS_REDIRECT, tokensOf } from './actors/client.ts';
import { CountingProxy } from './actors/counting-proxy.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { Person } from './actors/person.ts';
import { NOTES, RESOURCES } from './actors/resources.ts';

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

/** The counts of turns after the connections are warm; `work` gives what it has counted. */
async function measured(title: string, work: () => Promise<number>): Promise<number[]> {
  const counts: number[] = [];
  for (let turn = 0; turn < WARM_UP + MEASURED; turn += 1) counts.push(await work());
  const rest = counts.slice(WARM_UP);
  process.stdout.write(`round trips of ${title}: ${rest.join(', ')}\n`);
  return rest;
}

/** A client of the operator with a secret, which has these rights at the resource. */
async function operatorClient(...rights: string[]): Promise<Client> {
  const { dataDirectory, issuer } = stack;
  const command = Gatehouse.of({ dataDirectory, databaseUrl: proxy.databaseUrl });
  const proof = ['--auth-method', 'client_secret_post', '--resource', NOTES];
  const { client_id: id, client_secret: secret } = await command.json<AddedClient>(
    ...['clients', 'add', 'A program'].concat(proof, rights),
  );
  return new Client(issuer, id, HTTPS_REDIRECT, secret);
}

/** One that gets tokens for itself, and may ask about those for the resource. */
const server = () => operatorClient('--grant-type', 'client_credentials', '--introspects', NOTES);

test('a registration takes one beside the two that count it', async () => {
  const counts = await measured('a registration', () =>
    proxy.count(() => Client.register(stack.issuer)),
  );
  // What jobs ask now and then is counted, too.
  expect(Math.min(...counts)).toBe(3);
});

test('a code exchange takes at most three round trips to PostgreSQL', async () => {
  const counts = await measured('a code exchange', async () => {
    const code = await client.obtainCode(person);
    return proxy.count(async () => tokensOf(await client.exchange(code)));
  });
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(Math.max(...counts)).toBeLessThanOrEqual(3);
});

test('a refresh takes at most two round trips to PostgreSQL', async () => {
  let tokens = await client.obtainTokens(person);
  const counts = await measured('a refresh', () =>
    proxy.count(async () => {
      tokens = tokensOf(await client.refresh(tokens));
    }),
  );
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(Math.max(...counts)).toBeLessThanOrEqual(2);
});

test('a user who has allowed it before is sent back to the client after at most eight', async () => {
  const site = await operatorClient('--redirect-uri', HTTPS_REDIRECT, '--silent');
  const counts = await measured('an authorization request', () =>
    proxy.count(() => site.obtainCode(person)),
  );
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(Math.max(...counts)).toBeLessThanOrEqual(8);
});

test('a client that gets a token for itself takes one', async () => {
  const itself = await server();
  const counts = await measured('client credentials', () =>
    proxy.count(async () => {
      const { status } = await itself.token({ grant_type: 'client_credentials', resource: NOTES });
      expect(status).toBe(200);
    }),
  );
  expect(counts).toEqual(counts.map(() => 1));
});

test('introspection takes one, and a second for the token of a client that is not the one asking', async () => {
  const [asking, other] = [await server(), await server()];
  const { body } = await other.token({ grant_type: 'client_credentials', resource: NOTES });
  const itself = await asking.token({ grant_type: 'client_credentials', resource: NOTES });
  const tokens: [string, string, number][] = [
    ['a token of a user', (await client.obtainTokens(person)).access_token, 1],
    ['a token of its own', String(itself.body.access_token), 1],
    ['a token of another client', String(body.access_token), 2],
  ];
  for (const [whose, token, expected] of tokens) {
    const counts = await measured(`introspection, ${whose}`, () =>
      proxy.count(async () => {
        expect((await asking.introspect(token)).body.active).toBe(true);
      }),
    );
    expect(counts).toEqual(counts.map(() => expected));
  }
});
