import { terminalText } from '@gatehouse/display';
import { ConfigurationError, machineAddresses, unreadFile } from '@gatehouse/environment';

import { type Config, loadConfig } from './config.ts';
import { VARIABLES } from './config/variables.ts';
import { start } from './start.ts';
import { listen, ListenError } from './http/listen.ts';
import { createLog } from './log.ts';

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
