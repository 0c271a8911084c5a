import type { Database } from '@gatehouse/database';
import { collectDefaultMetrics, type Registry } from '@prometheus-io/client';
import express, { type Express } from 'express';

export interface OperationsOptions {
  readonly database: Database;
  /** figures of the parts of this app; those of the process are added */
  readonly registry: Registry;
  /** whether signing keys are loaded and the server is not shutting down */
  readonly isServing: () => boolean;
}

/**
 * The operator's port: `/healthz` (the process lives), `/readyz` (it can serve: database, migrations,
 * keys) and `/metrics`. Kept off the public port, so that nothing of it needs hiding there.
 */
export function createOperationsApp({ database, registry, isServing }: OperationsOptions): Express {
  collectDefaultMetrics({ register: registry });

  const app = express().disable('x-powered-by').disable('etag');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', async (_req, res) => {
    const checks = { serving: isServing(), ...(await databaseChecks(database)) };
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

async function databaseChecks(database: Database) {
  try {
    await database.ping();
    return { database: true, migrations: (await database.pendingMigrations()).length === 0 };
  } catch {
    return { database: false, migrations: false };
  }
}
