import { terminalText } from '@gatehouse/display';
import { ConfigurationError, machineAddresses } from '@gatehouse/environment';

import { type Config, loadConfig } from './config.ts';
import { start } from './start.ts';
import { listen, ListenError } from './http/listen.ts';
import { createLog } from './log.ts';

/** `EX_CONFIG` of sysexits.h: a restart without a change of the configuration will fail again. */
const configurationExit = 78;
/** Milliseconds after the signal to stop: until subscriptions are ended, and until everything is. */
const shutdownMs = { calls: 1000, everything: 2000 };

async function main(): Promise<void> {
  const config = loadConfig(process.env, machineAddresses(), process.argv.slice(2));
  await serve(config);
}

async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  for (const variable of config.unused) {
    log.warn(`${variable} is set, and AUTH_MODE=${config.mode.mode} makes no use of it`);
  }
  for (const sentence of config.nearMisses) log.warn(sentence);
  const app = await start(config, { log, clock: Date.now, fetch });
  const listener = await listen(app.handler, config.hosts, config.port);
  log.info(
    { url: config.url, mode: config.mode.mode, hosts: config.hosts, port: config.port },
    'the MCP server is ready',
  );

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // Running calls may finish. Subscriptions would never finish, so they are ended. The process exits
    // when no connection is open any more.
    const subscriptions = setTimeout(() => void app.close(), shutdownMs.calls);
    void listener.close(shutdownMs.everything).then(() => clearTimeout(subscriptions));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof ListenError)) throw error;
  process.stderr.write(`${terminalText(error.message)}\n`);
  process.exitCode = error instanceof ConfigurationError ? configurationExit : 1;
}
