/**
 * The MCP server, configured by its environment as ever, for the official conformance suite: with
 * the fixtures that the suite calls. `tests/conformance` starts it.
 *
 * @module
 */
import { Registry } from '@prometheus-io/client';

import { loadConfig } from '../../src/config.ts';
import type { App } from '../../src/http/app.ts';
import { listen } from '../../src/http/listen.ts';
import { createLog } from '../../src/log/log.ts';
import { start } from '../../src/start.ts';
import { createFixtureServer } from './fixture-server.ts';

const config = loadConfig(process.env, ['127.0.0.1', '::1']);
const app: App = await start(config, {
  log: createLog(config.logLevel),
  clock: Date.now,
  fetch,
  registry: new Registry(),
  createServer: () => createFixtureServer(() => app.notify),
});
const { hosts, port } = config;
await listen(app.handler, { hosts, port, variable: 'PORT', what: 'MCP' });
