import { startPostgres, type TestPostgres } from '@gatehouse/database/testing/postgres';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, answerOf } from '../behaviour/actors/client.ts';
import { type Replicas, startReplicas } from '../harness/replicas.ts';
import { figure } from './length.ts';
import { SETTINGS } from './settings.ts';

const STARTS = figure(500, 5000);
/** The clock is the database's, so it is the rows that grow older. */
const DAYS = 31;
const AT_ONCE = 5;

let postgres: TestPostgres;
let pool: pg.Pool;
let replicas: Replicas;
beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  replicas = await startReplicas({
    databaseUrl,
    auth: { ...SETTINGS, TRUST_PROXY: 'loopback', SWEEP_INTERVAL: '1s' },
  });
  pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
});
afterAll(async () => {
  await pool?.end();
  await replicas?.stop();
  await postgres?.stop();
});

async function register(address: string, name: string, port: number): Promise<Answer> {
  return answerOf(
    await fetch(new URL('/reg', replicas.issuer), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({
        client_name: name,
        redirect_uris: [`http://127.0.0.1:${port}/callback`],
        token_endpoint_auth_method: 'none',
      }),
    }),
  );
}

/** Of one network. @returns how many rows, how many of the last hour, and the age of the oldest in days */
async function rows(name: string) {
  const { rows: found } = await pool.query<{ all: number; young: number; days: number }>(
    `SELECT count(*)::int AS all,
      (count(*) FILTER (WHERE created_at > now() - interval '1 hour'))::int AS young,
      coalesce(extract(epoch FROM now() - min(created_at)) / 86400, 0)::float8 AS days
    FROM clients WHERE metadata->>'client_name' = $1`,
    [name],
  );
  return found[0]!;
}

const grow = (seconds: number) =>
  pool.query(`UPDATE clients SET created_at = created_at - make_interval(secs => $1::float8)`, [
    seconds,
  ]);

test(`${STARTS} starts of a program that registers at each, within ${DAYS} days at two replicas`, async () => {
  const rounds = STARTS / AT_ONCE;
  const figures = { registered: 0, most: 0, honest: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const starts = Array.from({ length: AT_ONCE }, (_, each) =>
      register('203.0.113.7', 'Forgetful', 1024 + ((round * AT_ONCE + each) % 60_000)),
    );
    const honest = register(`198.51.100.${round % 200}`, 'Honest', 4000);
    for (const { status } of await Promise.all(starts)) expect(status).toBe(201);
    figures.registered += AT_ONCE;
    expect((await honest).status).toBe(201);
    figures.honest += 1;
    const { all, young } = await rows('Forgetful');
    figures.most = Math.max(figures.most, all);
    // Those that register at the same moment see each other too late; the next ones make up for them.
    expect(all).toBeLessThanOrEqual(Math.max(10, young) + AT_ONCE);
    await grow((DAYS * 86_400) / rounds);
  }
  await expect.poll(async () => (await rows('Forgetful')).all, { timeout: 60_000 }).toBe(10);
  await expect.poll(async () => (await rows('Honest')).days, { timeout: 60_000 }).toBeLessThan(30);
  process.stdout.write(`registrations at each start: ${JSON.stringify(figures)}\n`);
  expect(figures.honest).toBe(rounds);
  expect((await rows('Honest')).all).toBeGreaterThan(0);
});

test('a network that registers all it can keeps nobody else from it', async () => {
  let port = 1024;
  let answer: Answer;
  do {
    port += 1;
    answer = await register('203.0.113.99', `Flood ${port}`, port);
  } while (answer.status === 201 && port < 10_000);
  expect(answer.status).toBe(429);
  expect(answer.body.error).toBe('too_many_requests');
  expect(port - 1024).toBe(2001);
  expect((await register('198.51.100.250', 'Honest', 4000)).status).toBe(201);
});
