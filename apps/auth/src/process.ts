import { writeSync } from 'node:fs';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { type Database, DatabaseError, openDatabase } from '@gatehouse/database';
import { terminalText } from '@gatehouse/display';
import { ConfigurationError, unreadFile } from '@gatehouse/environment';
import { describeTracing, startTracing, type Tracing } from '@gatehouse/telemetry';
import { Registry } from '@prometheus-io/client';
import { LANGUAGES } from './pages/pages.ts';
import { composeApp, composeOperator, composeTelling, type Parts } from './compose.ts';
import { composeJobs } from './jobs/jobs.ts';
import type { Config } from './config/config.ts';
import { describeConfig } from './config/describe-config.ts';
import { availableMemory } from './config/embedded-memory.ts';
import { loadConfig } from './config/load-config.ts';
import { networkOf, proxyVariables } from './config/network.ts';
import { VARIABLES } from './config/variables.ts';
import { openControl } from './control/control-server.ts';
import { faultLog } from './events/fault-log.ts';
import { createLogger, type Logger } from './events/logger.ts';
import { buildInfo } from './figures/build-info.ts';
import { databaseFaults } from './figures/database-faults.ts';
import { databaseStatements } from './figures/database-statements.ts';
import { Drain } from './http/server/drain.ts';
import { close, ListenError, listen } from './http/server/listen.ts';
import { lateCommits } from './operations/late-commits.ts';
import { createOperationsApp } from './operations/operations.ts';
import { RoomLeft } from './operations/room-left.ts';
import { noteDatabaseFault } from './provider/database-faults.ts';
import { currentRequest } from './provider/request.ts';
import { ClientUse } from './storage/client-use.ts';
import { createTriedGet, OpenGuardError } from './outbound/self-test.ts';
import { SealError } from './storage/sealing.ts';
import { withSpans } from './storage/statement-spans.ts';
import { version } from './version.ts';

/** sysexits.h: the configuration is wrong; a supervisor should not simply try again. */
const EX_CONFIG = 78;

/** How long requests in flight may take after SIGTERM (milliseconds). */
const SHUTDOWN_GRACE = 10_000;

/** Signals within this time count as one (milliseconds). */
const SAME_SIGNAL = 500;

/**
 * Runs the server until it is told to stop; ends the process where it cannot.
 *
 * @param environment the variables to be configured by
 */
export async function run(environment: NodeJS.ProcessEnv): Promise<void> {
  const unread = unreadFile(process.cwd(), environment, VARIABLES);
  try {
    await start(environment, unread);
  } catch (error) {
    exitWith(error, unread);
  }
}

async function start(environment: NodeJS.ProcessEnv, unread: string | undefined): Promise<void> {
  // Files of the embedded Postgres must be readable by this user alone.
  process.umask(0o077);
  const config = loadConfig(environment, { directory: process.cwd() });
  const logger = createLogger(config.logLevel, undefined, () => {
    const traceId = currentRequest()?.traceId;
    return traceId === undefined ? {} : { trace_id: traceId };
  });
  for (const sentence of config.nearMisses) logger.warn(sentence);
  if (unread !== undefined) logger.warn(unread);
  logger.debug({ config: describeConfig(config) }, 'configuration');
  noteProxy(config, environment, logger);
  const room = new RoomLeft();
  noteLittleMemory(config, logger);
  const registry = new Registry();
  buildInfo(registry, version());
  const tracing = await startTracing(config.tracing, logger);
  if (tracing) logger.info(describeTracing(config.tracing), 'requests are traced');
  const guardedGet = config.clientDocuments.enabled
    ? await createTriedGet(networkOf(config))
    : undefined;
  const database = await open(config, logger, registry, room, tracing);
  const drain = new Drain();
  const clientUse = new ClientUse();
  const telling = composeTelling({ config, logger, registry });
  const told = { logger, registry, telling, tracing };
  const parts = { ...told, config, database, clientUse, guardedGet, languages: LANGUAGES };
  const servers = await serve(parts, drain, room).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const jobs = composeJobs({ ...parts, events: parts.telling.events });
  for (const job of jobs) job.start();
  const control =
    database.kind === 'embedded' &&
    (await openControl({
      database,
      dataDirectory: config.database.dataDirectory,
      operator: composeOperator(parts),
      now: () => new Date(),
      onError: (error) => logger.warn({ err: error }, 'a command failed'),
    }));
  stopOnSignal(drain, async (signal) => {
    logger.info({ signal, delay: config.shutdownDelay }, 'stopping');
    await delay(config.shutdownDelay * 1_000);
    await Promise.all([close(servers.public, SHUTDOWN_GRACE), ...jobs.map((job) => job.stop())]);
    if (control) await control.close();
    await Promise.all([database.close(), tracing?.shutdown()]);
    await close(servers.operations, 0);
  });
}

/** Who may only reach the internet through a proxy will see that no client comes in by its document. */
function noteProxy(config: Config, environment: NodeJS.ProcessEnv, logger: Logger): void {
  const variables = proxyVariables(environment);
  if (variables.length === 0 || !config.clientDocuments.enabled) return;
  logger.warn(
    { variables },
    'documents of clients are read without a proxy: where this server has no other way to the internet, register copies of them with `clients add --document URL --file COPY`, or set CLIENT_DOCUMENTS=off',
  );
}

/** What the operator will see as slowness has its reason in the log. */
function noteLittleMemory({ database }: Config, logger: Logger): void {
  if (database.url !== undefined || !database.littleMemory) return;
  const available = `${Math.round(availableMemory() / 1024 ** 2)} MiB`;
  logger.info(
    { variable: 'EMBEDDED_DATABASE_MEMORY', available },
    'the embedded database takes little memory, and up to half as long again for a statement',
  );
}

function open(
  config: Config,
  logger: Logger,
  registry: Registry,
  room: RoomLeft,
  tracing: Tracing | undefined,
): Promise<Database> {
  const logFault = faultLog(logger);
  const countFault = databaseFaults(registry);
  return openDatabase({
    ...(config.database.url === undefined
      ? { dataDirectory: config.database.dataDirectory }
      : { url: config.database.url }),
    littleMemory: config.database.littleMemory,
    poolSize: config.database.poolSize,
    preparedStatements: config.database.preparedStatements,
    onNotice: (message) => logger.info(message),
    onStatement: withSpans(tracing, databaseStatements(registry)),
    onUnavailable: (fault) => {
      countFault(fault);
      noteDatabaseFault(fault);
      room.note(fault);
      logFault(fault);
    },
    onLateCommit: lateCommits(registry, logger),
    onFatal: (error) => {
      reportFailure(error);
      process.exit(1);
    },
  });
}

interface Servers {
  readonly public: readonly Server[];
  /** answer until the end: not ready, but alive */
  readonly operations: readonly Server[];
}

/** Brings everything up behind an open database. */
async function serve(parts: Parts, drain: Drain, room: RoomLeft): Promise<Servers> {
  const { config, logger, database, registry } = parts;
  const { listener, unreadable } = await composeApp(parts);
  const servers = await listen(drain.around(listener), {
    unreadable,
    hosts: config.hosts,
    port: config.port,
    variable: 'PORT',
    what: 'the authorization server',
  });
  const isServing = () => !drain.isDraining;
  const hasRoom = () => room.isThere;
  const operations = createOperationsApp({ database, registry, isServing, hasRoom });
  try {
    const { operationsHosts: hosts, operationsPort: port } = config;
    const options = { hosts, port, variable: 'OPERATIONS_PORT', what: 'health and metrics' };
    const operationsServers = await listen(operations, options);
    logger.info({ issuer: config.issuer, database: database.kind }, 'ready');
    return { public: servers, operations: operationsServers };
  } catch (error) {
    await close(servers, 0);
    throw error;
  }
}

/** The first signal stops the server in order; another one ends the process at once. */
function stopOnSignal(drain: Drain, stop: (signal: NodeJS.Signals) => Promise<void>): void {
  let since = 0;
  const heard = async (signal: NodeJS.Signals) => {
    if (drain.isDraining) {
      // A terminal and the tool in it send one Ctrl-C twice.
      if (performance.now() - since > SAME_SIGNAL) process.exit(1);
      return;
    }
    since = performance.now();
    drain.begin();
    await stop(signal);
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void heard(signal));
  process.on('SIGINT', (signal) => void heard(signal));
}

function reportFailure({ message, remedy }: DatabaseError): void {
  // At once: the process may end in the next moment.
  writeSync(process.stderr.fd, terminalText(`${message}\n${remedy}\n`));
}

function exitWith(error: unknown, unread: string | undefined): never {
  if (error instanceof ConfigurationError) {
    const told = unread === undefined ? error.message : `${error.message}\n${unread}`;
    process.stderr.write(terminalText(`${told}\n`));
    process.exit(EX_CONFIG);
  }
  if (error instanceof DatabaseError) {
    reportFailure(error);
    process.exit(1);
  }
  if (
    error instanceof ListenError ||
    error instanceof SealError ||
    error instanceof OpenGuardError
  ) {
    process.stderr.write(terminalText(`${error.message}\n`));
    process.exit(1);
  }
  process.stderr.write(terminalText(`${inspect(error)}\n`));
  process.exit(1);
}
