import type { Database } from '@gatehouse/database';
import { collectDefaultMetrics, Gauge, type Registry } from '@prometheus-io/client';
import express, { type Express } from 'express';

/** A probe wants an answer within two seconds, whatever the database does (milliseconds). */
const PROBE_TIMEOUT = 1_500;

export interface OperationsOptions {
  readonly database: Database;
  /** figures of the parts of this app; those of the process are added */
  readonly registry: Registry;
  /** whether signing keys are loaded and the server is not shutting down */
  readonly isServing: () => boolean;
  /** whether the database takes what requests write */
  readonly hasRoom: () => boolean;
}

/**
 * The operator's port: `/healthz` (the process lives), `/readyz` (it can serve: database, migrations,
 * keys) and `/metrics`. Kept off the public port, so that nothing of it needs hiding there.
 */
export function createOperationsApp(options: OperationsOptions): Express {
  const { database, registry, isServing, hasRoom } = options;
  collectDefaultMetrics({ register: registry });
  countConnections(registry, database);
  const databaseChecks = checker(database);

  const app = express().disable('x-powered-by').disable('etag');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', async (_req, res) => {
    const checks = { serving: isServing(), room: hasRoom(), ...(await databaseChecks()) };
    const ready = Object.values(checks).every(Boolean);
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', checks });
  });
  app.get('/metrics', async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
  app.use((_req, res) => {
    res.status(404).json({ status: 'not found' });
  });
  return app;
}

interface DatabaseChecks {
  /** it answers, and takes writes */
  readonly database: boolean;
  readonly migrations: boolean;
}

/** Probes that come while one is being answered share its answer, and its one connection. */
function checker(database: Database): () => Promise<DatabaseChecks> {
  let running: Promise<DatabaseChecks> | undefined;
  return async () => {
    running ??= check(database).finally(() => {
      running = undefined;
    });
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<DatabaseChecks>((resolve) => {
      timer = setTimeout(() => resolve({ database: false, migrations: false }), PROBE_TIMEOUT);
    });
    try {
      return await Promise.race([running, timeout]);
    } finally {
      clearTimeout(timer);
    }
  };
}

async function check(database: Database): Promise<DatabaseChecks> {
  try {
    await database.ping();
    return { database: true, migrations: (await database.pendingMigrations()).length === 0 };
  } catch {
    return { database: false, migrations: false };
  }
}

function countConnections(registry: Registry, database: Database): void {
  if (database.connections?.() === undefined) return;
  const connections = new Gauge({
    name: 'gatehouse_database_connections',
    help: 'Connections to the database server, by state.',
    labelNames: ['state'],
    registers: [],
    collect() {
      const { total = 0, idle = 0 } = database.connections?.() ?? {};
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'busy' }, total - idle);
    },
  });
  const waiting = new Gauge({
    name: 'gatehouse_database_waiting',
    help: 'Callers that wait for a connection to the database server.',
    registers: [],
    collect() {
      this.set(database.connections?.().waiting ?? 0);
    },
  });
  registry.registerMetric(connections);
  registry.registerMetric(waiting);
}
