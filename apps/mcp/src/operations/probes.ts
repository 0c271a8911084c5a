import { collectDefaultMetrics, Gauge, type Registry } from '@prometheus-io/client';
import express, { type Express } from 'express';

export interface OperationsOptions {
  /** Figures of the parts of this app; those of the process are added. */
  readonly registry: Registry;
  /** What has to be so for requests to be answered. Asking costs nothing, and asks nobody else. */
  readonly checks: Readonly<Record<string, () => boolean>>;
}

/**
 * The operator's port: `/healthz` (the process lives), `/readyz` (it can serve) and `/metrics`. Kept off
 * the public port, so that nothing of it needs hiding there.
 */
export function createOperationsApp({ registry, checks }: OperationsOptions): Express {
  collectDefaultMetrics({ register: registry });
  const look = () =>
    Object.fromEntries(Object.entries(checks).map(([name, isSo]) => [name, isSo()]));
  registry.registerMetric(
    new Gauge({
      name: 'gatehouse_mcp_ready',
      help: 'What has to be so for requests to be answered: 1 where it is.',
      labelNames: ['check'],
      registers: [],
      collect() {
        for (const [check, isSo] of Object.entries(look())) this.set({ check }, Number(isSo));
      },
    }),
  );

  const app = express().disable('x-powered-by').disable('etag');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', (_req, res) => {
    const results = look();
    const ready = Object.values(results).every(Boolean);
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', checks: results });
  });
  app.get('/metrics', async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
  app.use((_req, res) => {
    res.status(404).json({ status: 'not found' });
  });
  return app;
}
