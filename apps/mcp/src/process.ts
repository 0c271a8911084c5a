import type { RequestListener } from 'node:http';
import { terminalText } from '@gatehouse/display';
import { ConfigurationError, machineAddresses, unreadFile } from '@gatehouse/environment';
import { Registry } from '@prometheus-io/client';

import { type Config, loadConfig } from './config.ts';
import { VARIABLES } from './config/variables.ts';
import { listen, ListenError, type Listener } from './http/listen.ts';
import { createLog } from './log/log.ts';
import { buildFigures } from './figures/build-figures.ts';
import { createOperationsApp } from './operations/probes.ts';
import { start, type Started } from './start.ts';

/** `EX_CONFIG` of sysexits.h: a restart without a change of the configuration will fail again. */
const configurationExit = 78;
/** Milliseconds after the signal to stop: until subscriptions are ended, and until everything is. */
const shutdownMs = { calls: 1000, everything: 2000 };

/**
 * Runs the server until it is told to stop. Where it cannot start, it says so in a sentence and sets the exit
 * code.
 *
 * @param environment the variables to be configured by
 */
export async function run(environment: NodeJS.ProcessEnv): Promise<void> {
  const unread = unreadFile(process.cwd(), environment, VARIABLES);
  try {
    const config = loadConfig(environment, machineAddresses(), process.argv.slice(2));
    await serve(config, unread);
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof ListenError)) throw error;
    process.stderr.write(`${terminalText(error.message)}\n`);
    const isMisconfigured = error instanceof ConfigurationError;
    if (isMisconfigured && unread !== undefined) process.stderr.write(`${unread}\n`);
    process.exitCode = isMisconfigured ? configurationExit : 1;
  }
}

async function serve(config: Config, unread: string | undefined): Promise<void> {
  const log = createLog(config.logLevel);
  for (const variable of config.unused) {
    log.warn(`${variable} is set, and AUTH_MODE=${config.mode.mode} makes no use of it`);
  }
  for (const sentence of config.nearMisses) log.warn(sentence);
  if (unread !== undefined) log.warn(unread);
  const registry = new Registry();
  buildFigures(registry);
  const app = await start(config, { log, clock: Date.now, fetch, registry });
  let stopping = false;
  const checks = { serving: () => !stopping, issuer: app.reachesIssuer };
  const servers = await open(config, app, createOperationsApp({ registry, checks }));
  log.info(
    {
      url: config.url,
      mode: config.mode.mode,
      hosts: config.hosts,
      port: servers.public.port,
      operations_port: servers.operations.port,
    },
    'the MCP server is ready',
  );

  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    void shutDown(app, servers);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

interface Servers {
  readonly public: Listener;
  /** Answers until the end: not ready, but alive. */
  readonly operations: Listener;
}

async function open(config: Config, app: Started, operations: RequestListener): Promise<Servers> {
  const { hosts, port, operationsHosts, operationsPort } = config;
  const { handler, refuseUnreadable } = app;
  const own = { hosts, port, variable: 'PORT', what: 'MCP', refuseUnreadable } as const;
  const listener = await listen(handler, own);
  try {
    const place = { hosts: operationsHosts, port: operationsPort } as const;
    const variable = 'OPERATIONS_PORT';
    const what = 'health and metrics';
    return {
      public: listener,
      operations: await listen(operations, { ...place, variable, what }),
    };
  } catch (error) {
    await listener.close(0);
    throw error;
  }
}

/** The process exits when no connection is open any more. */
async function shutDown(app: Started, servers: Servers): Promise<void> {
  // Running calls may finish. Subscriptions would never finish, so they are ended.
  const subscriptions = setTimeout(() => void app.close(), shutdownMs.calls);
  await servers.public.close(shutdownMs.everything);
  clearTimeout(subscriptions);
  await servers.operations.close(0);
}
