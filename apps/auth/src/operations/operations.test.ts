import type { AddressInfo } from 'node:net';
import type { Connections, Database } from '@gatehouse/database';
import { Registry } from '@prometheus-io/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createOperationsApp } from './operations.ts';

interface Situation {
  readonly ping?: () => Promise<void>;
  readonly pending?: string[];
  readonly serving?: boolean;
  readonly room?: boolean;
  readonly connections?: Connections;
}

async function ask(
  path: string,
  { ping, pending = [], serving = true, room = true, connections }: Situation = {},
) {
  const database = {
    ping: ping ?? (() => Promise.resolve()),
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
    { ping: () => Promise.reject(new Error('down: secret address')) },
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
  const pinged = Promise.withResolvers<void>();
  const answer = ask('/readyz', {
    ping: () => {
      pinged.resolve();
      return new Promise(() => {});
    },
  });
  await pinged.promise;
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await answer).status).toBe(503);
});

test('tells how the connections to the database are used', async () => {
  const { body } = await ask('/metrics', { connections: { total: 3, idle: 1, waiting: 4 } });
  expect(body).toContain('gatehouse_database_connections{state="idle"} 1');
  expect(body).toContain('gatehouse_database_connections{state="busy"} 2');
  expect(body).toContain('gatehouse_database_waiting 4');
  expect((await ask('/metrics')).body).not.toContain('gatehouse_database');
});
