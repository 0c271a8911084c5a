import { networkInterfaces } from 'node:os';

import { type Config, loadConfig } from './config/config.ts';
import { ConfigurationError } from './config/faults.ts';
import { createApp } from './http/app.ts';
import { listen, ListenError } from './http/listen.ts';
import { createLog } from './log.ts';

/** `EX_CONFIG` of sysexits.h: starting again without a change is no use. */
const configurationExit = 78;
/** Milliseconds for requests under way once the process has been told to stop. */
const grace = 2000;

async function main(): Promise<void> {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const config = loadConfig(
    process.env,
    addresses.map(({ address }) => address),
  );
  await serve(config);
}

async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const app = createApp(config, { log, clock: Date.now, fetch });
  const listener = await listen(app.handler, config.hosts, config.port);
  log.info(
    { url: config.audience, issuer: config.issuer, hosts: config.hosts, port: config.port },
    'the MCP server is ready',
  );

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // With nothing left open the process ends by itself.
    void Promise.all([app.close(), listener.close(grace)]);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof ListenError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof ConfigurationError ? configurationExit : 1;
}
