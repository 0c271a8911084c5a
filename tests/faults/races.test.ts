import { startPostgres, type TestPostgres } from '@gatehouse/database/testing/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Answer,
  Client,
  claimsOf,
  type Tokens,
  tokensOf,
} from '../behaviour/actors/client.ts';
import { Person } from '../behaviour/actors/person.ts';
import { type Replicas, startReplicas } from '../harness/replicas.ts';
import { StoredTokens } from './stored/stored-tokens.ts';
import { figure } from './length.ts';
import { SETTINGS } from './settings.ts';

const ROUNDS = figure(5, 20);
const PARALLEL = 200;

let postgres: TestPostgres;
let replicas: Replicas;
let stored: StoredTokens;
let client: Client;
let person: Person;
beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
  const databaseUrl = await postgres.createDatabase();
  replicas = await startReplicas({ databaseUrl, auth: SETTINGS });
  stored = new StoredTokens(databaseUrl);
  client = await Client.register(replicas.issuer);
  person = new Person(replicas);
});
afterAll(async () => {
  await stored?.close();
  await replicas?.stop();
  await postgres?.stop();
});

/** Sends the same request many times at once, and demands that every replica had its share. */
async function atOnce(send: () => Promise<Answer>): Promise<Answer[]> {
  const before = [...replicas.balancer.served];
  const answers = await Promise.all(Array.from({ length: PARALLEL }, send));
  const shares = replicas.balancer.served.map((count, index) => count - (before[index] ?? 0));
  expect(Math.min(...shares), 'requests of each replica').toBeGreaterThan(PARALLEL / 4);
  return answers;
}

/** The grant that an access token belongs to. */
function grantOf(tokens: Tokens): string {
  return String(claimsOf(tokens.access_token).gid);
}

/** Decision 4: a duplicate of a code revokes what it issued, and a parallel one is a duplicate. */
async function expectRevoked(tokens: Tokens): Promise<void> {
  expect(await stored.revokedReason(grantOf(tokens))).toBe('replay');
  expect((await client.refresh(tokens)).body.error).toBe('invalid_grant');
}

test(`of ${PARALLEL} exchanges of one code at two replicas exactly one succeeds, ${ROUNDS} times`, async () => {
  const figures = { sent: 0, succeeded: 0, refused: 0, revoked: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const code = await client.obtainCode(person);
    const answers = await atOnce(() => client.exchange(code));
    const winners = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(
      ({ status, body }) => status === 400 && body.error === 'invalid_grant',
    );
    figures.sent += answers.length;
    figures.succeeded += winners.length;
    figures.refused += refused.length;
    expect(winners).toHaveLength(1);
    expect(refused).toHaveLength(PARALLEL - 1);
    await expectRevoked(tokensOf(winners[0]!));
    figures.revoked += 1;
  }
  process.stdout.write(`parallel exchanges of one code: ${JSON.stringify(figures)}\n`);
});

test(`a code that comes back at the other replica ends what it gave, ${ROUNDS} times`, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    replicas.balancer.pin(0);
    const code = await client.obtainCode(person);
    const tokens = tokensOf(await client.refresh(tokensOf(await client.exchange(code))));
    expect(await stored.revokedReason(grantOf(tokens))).toBeNull();
    replicas.balancer.pin(1);
    expect((await client.exchange(code)).body.error).toBe('invalid_grant');
    replicas.balancer.pin(undefined);
    await expectRevoked(tokens);
  }
});

test(`${PARALLEL} refreshes of one token at two replicas have one successor, and it works, ${ROUNDS} times`, async () => {
  const figures = { sent: 0, succeeded: 0, successors: 0, successorsThatWork: 0 };
  let tokens = await client.obtainTokens(person);
  for (let round = 0; round < ROUNDS; round += 1) {
    const answers = await atOnce(() => client.refresh(tokens));
    const successors = new Set(answers.map((answer) => tokensOf(answer).refresh_token));
    figures.sent += answers.length;
    figures.succeeded += answers.filter(({ status }) => status === 200).length;
    figures.successors += successors.size;
    expect(successors.size).toBe(1);
    const [successor = ''] = successors;
    tokens = tokensOf(await client.refresh({ refresh_token: successor }));
    figures.successorsThatWork += 1;
  }
  process.stdout.write(`parallel refreshes of one token: ${JSON.stringify(figures)}\n`);
  expect(await stored.chains()).toMatchObject({ forked: 0, torn: 0 });
});
