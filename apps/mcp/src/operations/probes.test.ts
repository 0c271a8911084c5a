import type { AddressInfo } from 'node:net';
import { Registry } from '@prometheus-io/client';
import { expect, it, onTestFinished } from 'vitest';

import { parseScrape, valueOf } from '../../tests/scrape.ts';
import { buildFigures } from '../figures/build-figures.ts';
import { createOperationsApp } from './probes.ts';

async function serve(checks: Record<string, () => boolean>) {
  const registry = new Registry();
  buildFigures(registry);
  const server = createOperationsApp({ registry, checks }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, body: await response.text() };
  };
}

it('is ready while everything is as it has to be, and alive in any case', async () => {
  let issuer = true;
  const ask = await serve({ serving: () => true, issuer: () => issuer });
  expect(await ask('/readyz')).toEqual({
    status: 200,
    body: '{"status":"ready","checks":{"serving":true,"issuer":true}}',
  });
  const ready = async (check: string) =>
    valueOf(parseScrape((await ask('/metrics')).body), 'gatehouse_mcp_ready', { check });
  expect([await ready('serving'), await ready('issuer')]).toEqual([1, 1]);
  issuer = false;
  expect(await ask('/readyz')).toEqual({
    status: 503,
    body: '{"status":"not ready","checks":{"serving":true,"issuer":false}}',
  });
  expect([await ready('serving'), await ready('issuer')]).toEqual([1, 0]);
  expect((await ask('/healthz')).status).toBe(200);
});

it('tells the figures of the process, and which build it is', async () => {
  const ask = await serve({});
  const samples = parseScrape((await ask('/metrics')).body);
  expect(valueOf(samples, 'process_resident_memory_bytes')).toBeGreaterThan(0);
  expect(valueOf(samples, 'nodejs_eventloop_lag_seconds')).toBeDefined();
  expect(valueOf(samples, 'gatehouse_mcp_build_info', { node: process.version })).toBe(1);
});

it('has nothing else', async () => {
  const ask = await serve({});
  expect((await ask('/mcp')).status).toBe(404);
  expect((await ask('/')).status).toBe(404);
});
