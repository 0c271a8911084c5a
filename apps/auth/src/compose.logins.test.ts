/** What a login that has a name reaches: its button, its callback, the log and the figures. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { Registry } from '@prometheus-io/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send, serve, type Served } from './compose.fixture.ts';
import { composeTelling } from './compose.ts';
import { loadConfig } from './config/load-config.ts';
import { createLogger } from './events/logger.ts';

const LOGINS = {
  OIDC_ISSUER_ACME: 'http://localhost:9',
  OIDC_CLIENT_ID_ACME: 'id',
  OIDC_CLIENT_SECRET_ACME: 'secret',
  OIDC_LABEL_ACME: 'Acme SSO',
  OIDC_ISSUER_ZED: 'https://login.zed.example',
  OIDC_CLIENT_ID_ZED: 'id',
  OIDC_CLIENT_SECRET_ZED: 'secret',
};

let directory: string;
let database: Database;
let served: Served;
const lines: { path?: string; msg: string }[] = [];
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-logins-'));
  database = await openTestDatabase('embedded');
  const log = { write: (line: string) => void lines.push(JSON.parse(line) as { msg: string }) };
  const environment = { ...LOGINS, LOG_LEVEL: 'debug' };
  served = await serve(environment, { directory, database, log });
});
afterAll(async () => {
  served.server.close().closeAllConnections();
  await database.close();
  rmSync(directory, { recursive: true });
});

test('each has a button, in the order of their names, and nobody else has one', async () => {
  const { body } = await send(served, 'GET', '/');
  const buttons = [...body.matchAll(/name="provider" value="([^"]+)".*?Continue with ([^<]+)</gs)];
  expect(buttons.map(([, id, label]) => [id, label])).toEqual([
    ['oidc-acme', 'Acme SSO'],
    ['oidc-zed', 'login.zed.example'],
  ]);
});

test.each([
  ['/callback/oidc-acme', 403, '/callback/oidc-acme'],
  ['/callback/oidc-other', 404, '/callback/*'],
  ['/callback/oidc-ACME', 404, '/callback/*'],
  ['/callback/oidc', 404, '/callback/*'],
  ['/callback/github', 404, '/callback/*'],
])('%s is answered %d, and told as %s', async (path, status, told) => {
  lines.length = 0;
  expect((await send(served, 'GET', `${path}?code=x&state=y`)).status).toBe(status);
  const paths = () => lines.filter(({ msg }) => msg === 'request').map((line) => line.path);
  await expect.poll(paths, { interval: 2 }).toEqual([told]);
});

test('each is a value of the labels of figures, from the start and for good', async () => {
  const registry = new Registry();
  const config = loadConfig(LOGINS, { directory, addresses: ['127.0.0.1'] });
  const logger = createLogger('silent');
  const { events } = composeTelling({ config, logger, registry });
  events.happened({ type: 'sign_in_refused', provider: 'oidc-acme', reason: 'group_missing' });
  events.happened({ type: 'sign_in_refused', provider: 'oidc-made-up', reason: 'no_rule' });
  const text = await registry.metrics();
  const providers = [...text.matchAll(/gatehouse_sign_ins_total\{provider="([^"]+)"/g)];
  expect(new Set(providers.map(([, id]) => id))).toEqual(
    new Set(['oidc-acme', 'oidc-zed', 'other']),
  );
  expect(text).toContain(
    'gatehouse_refused_sign_ins_total{provider="oidc-acme",reason="group_missing"} 1',
  );
});
