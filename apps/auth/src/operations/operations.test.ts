import type { AddressInfo } from 'node:net';
import type { Connections, Database } from '@gatehouse/database';
import { Registry } from '@prometheus-io/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createOperationsApp } from './operations.ts';

interface Situation {
  readonly checkWrites?: () => Promise<void>;
  readonly pending?: string[];
  readonly serving?: boolean;
  readonly room?: boolean;
  readonly connections?: Connections;
}

async function ask(
  path: string,
  { checkWrites, pending = [], serving = true, room = true, connections }: Situation = {},
) {
  const database = {
    checkWrites: checkWrites ?? (() => Promise.resolve()),
    pendingMigrations: () => Promise.resolve(pending),
    ...(connections && { connections: () => connections }),
  } as Partial<Database> as Database;
  const app = createOperationsApp({
    database,
    registry: new Registry(),
    isServing: () => serving,
    hasRoom: () => room,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  const body = await response.text();
  server.close();
  return { status: response.status, body };
}

test('is ready with a database that is migrated', async () => {
  expect((await ask('/readyz')).status).toBe(200);
});

test.each<[string, Situation]>([
  [
    'the database does not answer',
    { checkWrites: () => Promise.reject(new Error('down: secret address')) },
  ],
  ['a migration is pending', { pending: ['20990101_later'] }],
  ['it is stopping', { serving: false }],
  ['its disk is full', { room: false }],
])('is alive but not ready while %s', async (_what, situation) => {
  const { status, body } = await ask('/readyz', situation);
  expect(status).toBe(503);
  expect(body).not.toContain('secret');
  expect((await ask('/healthz', situation)).status).toBe(200);
});

test('says nothing of migrations while the database cannot be asked for them', async () => {
  const checks = async (situation: Situation) =>
    (JSON.parse((await ask('/readyz', situation)).body) as { checks: object }).checks;
  expect(await checks({ checkWrites: () => Promise.reject(new Error('down')) })).toEqual({
    serving: true,
    room: true,
    database: false,
  });
  expect(await checks({ pending: ['20990101_later'] })).toMatchObject({
    database: true,
    migrations: false,
  });
});

test('tells the figures of the process', async () => {
  const { status, body } = await ask('/metrics');
  expect(status).toBe(200);
  expect(body).toContain('process_resident_memory_bytes');
  expect(body).toContain('nodejs_eventloop_lag_seconds');
});

test('has nothing else', async () => {
  expect((await ask('/debug')).status).toBe(404);
});

test('says within two seconds that it is not ready, while the database hangs', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const asked = Promise.withResolvers<void>();
  const answer = ask('/readyz', {
    checkWrites: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  });
  await asked.promise;
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await answer).status).toBe(503);
});

test('asks the database once a second at most, and one question at a time', async () => {
  let time = 0;
  let asked = 0;
  let outcome: Promise<void> = Promise.resolve();
  const database = {
    checkWrites: () => {
      asked += 1;
      return outcome;
    },
    pendingMigrations: () => Promise.resolve([]),
  } as Partial<Database> as Database;
  const app = createOperationsApp({
    database,
    registry: new Registry(),
    isServing: () => true,
    hasRoom: () => true,
    now: () => time,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const probe = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
  const scrape = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(await Promise.all([probe(), probe(), probe()])).toEqual([200, 200, 200]);
  time = 999;
  outcome = Promise.reject(new Error('down'));
  outcome.catch(() => {});
  expect(await probe()).toBe(200);
  expect(await scrape()).toContain('gatehouse_ready{check="database"} 1');
  expect(asked).toBe(1);
  time = 1_000;
  expect(await probe()).toBe(503);
  expect(await scrape()).toContain('gatehouse_ready{check="database"} 0');
  expect(asked).toBe(2);
  // One that is not answered is not followed by another, for as long as it takes.
  const { promise, resolve } = Promise.withResolvers<void>();
  outcome = promise;
  for (time = 2_000; time < 5_000; time += 1_000) expect(await probe()).toBe(503);
  expect(asked).toBe(3);
  outcome = Promise.resolve();
  resolve();
  await expect.poll(probe).toBe(200);
  server.close();
});

test('tells by figures what readiness says', async () => {
  const figures = async (situation: Situation) =>
    [...(await ask('/metrics', situation)).body.matchAll(/^gatehouse_ready\{.*$/gm)].map(String);
  expect(await figures({})).toEqual([
    'gatehouse_ready{check="serving"} 1',
    'gatehouse_ready{check="room"} 1',
    'gatehouse_ready{check="database"} 1',
    'gatehouse_ready{check="migrations"} 1',
  ]);
  expect(await figures({ serving: false, pending: ['20990101_later'] })).toEqual([
    'gatehouse_ready{check="serving"} 0',
    'gatehouse_ready{check="room"} 1',
    'gatehouse_ready{check="database"} 1',
    'gatehouse_ready{check="migrations"} 0',
  ]);
  const down = () => Promise.reject(new Error('down'));
  expect(await figures({ room: false, checkWrites: down })).toEqual([
    'gatehouse_ready{check="serving"} 1',
    'gatehouse_ready{check="room"} 0',
    'gatehouse_ready{check="database"} 0',
  ]);
});

test('tells all figures within two seconds, while the database hangs', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const asked = Promise.withResolvers<void>();
  const answer = ask('/metrics', {
    checkWrites: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  });
  await asked.promise;
  await vi.advanceTimersByTimeAsync(2_000);
  const { status, body } = await answer;
  expect(status).toBe(200);
  expect(body).toContain('gatehouse_ready{check="database"} 0');
  expect(body).toContain('process_resident_memory_bytes');
});

test('tells how the connections to the database are used', async () => {
  const { body } = await ask('/metrics', { connections: { total: 3, idle: 1, waiting: 4 } });
  expect(body).toContain('gatehouse_database_connections{state="idle"} 1');
  expect(body).toContain('gatehouse_database_connections{state="busy"} 2');
  expect(body).toContain('gatehouse_database_waiting 4');
  expect((await ask('/metrics')).body).not.toContain('gatehouse_database');
});
