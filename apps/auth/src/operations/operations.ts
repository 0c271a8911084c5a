import type { Database } from '@gatehouse/database';
import { collectDefaultMetrics, Gauge, type Registry } from '@prometheus-io/client';
import express, { type Express } from 'express';
import { checker } from './database-checks.ts';
import { tellReadiness } from './readiness-figures.ts';

export interface OperationsOptions {
  readonly database: Database;
  /** figures of the parts of this app; those of the process are added */
  readonly registry: Registry;
  /** whether signing keys are loaded and the server is not shutting down */
  readonly isServing: () => boolean;
  /** whether the database takes what requests write */
  readonly hasRoom: () => boolean;
  /** a monotonic clock (milliseconds) */
  readonly now?: () => number;
}

/**
 * The operator's port: `/healthz` (the process lives), `/readyz` (it can serve: database, migrations,
 * keys) and `/metrics`. Kept off the public port, so that nothing of it needs hiding there.
 */
export function createOperationsApp(options: OperationsOptions): Express {
  const { database, registry, isServing, hasRoom } = options;
  const { now = () => performance.now() } = options;
  collectDefaultMetrics({ register: registry });
  countConnections(registry, database);
  const databaseChecks = checker(database, now);
  const checksNow = async () => ({
    serving: isServing(),
    room: hasRoom(),
    ...(await databaseChecks()),
  });
  tellReadiness(registry, checksNow);

  const app = express().disable('x-powered-by').disable('etag');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', async (_req, res) => {
    const checks = await checksNow();
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
