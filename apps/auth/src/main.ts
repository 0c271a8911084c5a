import { randomBytes, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import {
  type Database,
  DatabaseError,
  DatabaseUnavailable,
  openDatabase,
} from '@gatehouse/database';
import { Registry } from '@prometheus-io/client';
import { admits } from './admission/admits.ts';
import type { Config } from './config/config.ts';
import { describeConfig } from './config/describe-config.ts';
import { ConfigurationError } from './config/faults.ts';
import { loadConfig } from './config/load-config.ts';
import { FirstAnswer } from './consent/first-answer.ts';
import { FirstShown } from './consent/first-shown.ts';
import { openControl } from './control/control-server.ts';
import { signInJudge, storedFacts } from './federation/admission.ts';
import { createConnectors } from './connectors/create-connectors.ts';
import { SignIn } from './federation/sign-in.ts';
import { createApp } from './http/app.ts';
import type { AppContext } from './http/app-context.ts';
import { Drain } from './http/drain.ts';
import { faultLog } from './http/fault-log.ts';
import { createLimits } from './http/limits/limits.ts';
import { close, ListenError, listen } from './http/listen.ts';
import { renderHeldError } from './http/held-error.ts';
import { createLogger, type Logger } from './http/logger.ts';
import { createOperationsApp } from './http/operations.ts';
import { renderProviderError } from './http/provider-error.ts';
import { RoomLeft } from './http/room-left.ts';
import { FormTokens } from './http/form-tokens.ts';
import { renderUnavailable } from './http/unavailable.ts';
import { sweepFigures } from './jobs/sweep-figures.ts';
import { sealBinderLog } from './jobs/seal-binder-log.ts';
import { SealBinder } from './jobs/seal-binder.ts';
import { Sweeper } from './jobs/sweeper.ts';
import { createServerSealer } from './keys/create-sealer.ts';
import { loadSigningKeys } from './keys/signing-keys.ts';
import type { OperatorContext } from './operator/operator-context.ts';
import { terminalText } from '@gatehouse/display';
import { createProvider } from './provider/factory.ts';
import { outcomeCookies } from './provider/outcome-binding.ts';
import {
  besideTheRequest,
  noteDatabaseFault,
  onceFaultThenSilent,
} from './storage/database-faults.ts';
import { Clients } from './storage/clients.ts';
import { PinnedOrganisations } from './storage/pinned-organisations.ts';
import { Resources } from './storage/resources.ts';
import { createSealer, SealError } from './storage/sealing.ts';
import { createStorage } from './storage/storage.ts';

/** sysexits.h: the configuration is wrong; a supervisor should not simply try again. */
const EX_CONFIG = 78;

/** How long requests in flight may take after SIGTERM (milliseconds). */
const SHUTDOWN_GRACE = 10_000;

/** Signals within this time count as one (milliseconds). */
const SAME_SIGNAL = 500;

async function main(): Promise<void> {
  // The embedded Postgres and its files: what they make is nobody else's.
  process.umask(0o077);
  const config = loadConfig(process.env, { directory: process.cwd() });
  const logger = createLogger(config.logLevel);
  logger.debug({ config: describeConfig(config) }, 'configuration');
  const logFault = faultLog(logger);
  const room = new RoomLeft();
  const database = await openDatabase({
    ...(config.database.url === undefined
      ? { dataDirectory: config.database.dataDirectory }
      : { url: config.database.url }),
    poolSize: config.database.poolSize,
    preparedStatements: config.database.preparedStatements,
    onNotice: (message) => logger.info(message),
    onUnavailable: (fault) => {
      noteDatabaseFault(fault);
      room.note(fault);
      logFault(fault);
    },
    onFatal: (error) => {
      reportFailure(error);
      process.exit(1);
    },
  });
  const drain = new Drain();
  const registry = new Registry();
  const servers = await serve(config, logger, database, registry, drain, room).catch(
    async (error: unknown) => {
      await database.close();
      throw error;
    },
  );
  const sweeper = new Sweeper({
    database,
    interval: config.database.sweepInterval,
    holder: randomUUID(),
    onSwept: sweepFigures(registry),
    onError: (error) => logger.warn({ err: error }, 'a sweep of expired rows failed'),
  });
  sweeper.start();
  const sealBinder = new SealBinder({
    database,
    sealer: createSealer(config.encryptionKeys),
    holder: randomUUID(),
    onDone: sealBinderLog(logger),
    onError: (error) => logger.warn({ err: error }, 'binding sealed values to their rows failed'),
  });
  sealBinder.start();
  const control =
    database.kind === 'embedded' &&
    (await openControl({
      database,
      dataDirectory: config.database.dataDirectory,
      operator: operatorContext(database, config),
      now: () => new Date(),
      onError: (error) => logger.warn({ err: error }, 'a command failed'),
    }));

  let since = 0;
  const stop = async (signal: NodeJS.Signals) => {
    if (drain.isDraining) {
      // A terminal and the tool in it send one Ctrl-C twice.
      if (performance.now() - since > SAME_SIGNAL) process.exit(1);
      return;
    }
    since = performance.now();
    drain.begin();
    logger.info({ signal, delay: config.shutdownDelay }, 'stopping');
    await delay(config.shutdownDelay * 1_000);
    await Promise.all([close(servers.public, SHUTDOWN_GRACE), sweeper.stop(), sealBinder.stop()]);
    if (control) await control.close();
    await database.close();
    await close(servers.operations, 0);
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

function operatorContext(database: Database, config: Config): OperatorContext {
  return {
    clients: new Clients(database, createSealer(config.encryptionKeys)),
    resources: new Resources(database),
    pinnedOrganisations: new PinnedOrganisations(database),
    issuer: config.issuer,
    production: config.production,
    randomBytes,
  };
}

interface Servers {
  readonly public: readonly Server[];
  /** answer until the end: not ready, but alive */
  readonly operations: readonly Server[];
}

/** Brings everything up behind an open database. */
async function serve(
  config: Config,
  logger: Logger,
  database: Database,
  registry: Registry,
  drain: Drain,
  room: RoomLeft,
): Promise<Servers> {
  const sealer = createServerSealer(config.encryptionKeys, database, (error) =>
    logger.warn({ err: error }, 'a sealed value was refused'),
  );
  const storage = createStorage(onceFaultThenSilent(database), sealer, config.lifetimes);
  await storage.resources.replaceAll(config.resources);

  const limits = createLimits({
    database: besideTheRequest(database),
    config: config.limits,
    origin: config.publicUrl.origin,
    cookieKeys: config.cookieKeys,
    registry,
    now: () => Date.now(),
    onError(error) {
      // A database that cannot answer has its own line, at a bounded rate.
      if (!(error instanceof DatabaseUnavailable))
        logger.warn({ err: error }, 'a limit counts without the database');
    },
  });
  const publicIsSecure = config.publicUrl.protocol === 'https:';
  const provider = createProvider(storage, {
    issuer: config.issuer,
    cookieKeys: config.cookieKeys,
    lifetimes: config.lifetimes,
    registration: config.registration,
    ...(config.registrationToken === undefined
      ? undefined
      : { registrationToken: config.registrationToken }),
    clientCredentials: config.clientCredentials,
    signingKeys: await loadSigningKeys(database, sealer),
    admits: (identities) => admits(config.admission, identities.map(storedFacts)),
    ...(limits && { attempts: limits.attempts, registrationLimits: limits.registrations }),
    renderError: (ctx, out, error) => renderProviderError(context, ctx, out, error),
    renderHeldError: (ctx, held) => renderHeldError(context, ctx, held),
    renderUnavailable: (ctx) => renderUnavailable(ctx, publicIsSecure),
    onServerError(error) {
      if (!(error instanceof DatabaseUnavailable))
        logger.error({ err: error }, 'the library failed');
    },
    onRefusedAssertion: ({ clientId, endpoint, reason, detail }) =>
      // Whoever makes up clients would fill the log.
      logger[clientId === undefined ? 'debug' : 'warn'](
        { client_id: clientId, endpoint, detail },
        `a client assertion was refused: ${reason}`,
      ),
  });

  const connectors = createConnectors(config);
  const context: AppContext = {
    config,
    storage,
    connectors,
    logger,
    provider: () => provider,
    browser: outcomeCookies(config.issuer),
    formTokens: new FormTokens(config.cookieKeys, publicIsSecure, config.lifetimes.interaction),
    firstShown: new FirstShown(storage.artifacts, config.lifetimes.interaction),
    firstAnswer: new FirstAnswer(storage.artifacts, config.lifetimes.interaction),
    limits,
    signIn: new SignIn({
      storage,
      connectors,
      publicUrl: config.publicUrl,
      stateLifetime: config.lifetimes.upstreamState,
      admits: signInJudge(config.admission, storage.pinnedOrganisations, logger),
      outcomeLifetime: config.lifetimes.interaction,
      greatestAge: Math.max(0, config.lifetimes.sessionMax - config.lifetimes.interaction),
      now: () => new Date(),
      onUpstreamError: (error, name) =>
        logger.warn({ err: error, provider: name }, 'sign-in failed upstream'),
    }),
  };

  const app = drain.around(createApp(context));
  const servers = await listen(app, { hosts: config.hosts, port: config.port, variable: 'PORT' });
  const isServing = () => !drain.isDraining;
  const hasRoom = () => room.isThere;
  const operations = createOperationsApp({ database, registry, isServing, hasRoom });
  try {
    const { operationsHosts: hosts, operationsPort: port } = config;
    const options = { hosts, port, variable: 'OPERATIONS_PORT' };
    const operationsServers = await listen(operations, options);
    logger.info({ issuer: config.issuer, database: database.kind }, 'ready');
    return { public: servers, operations: operationsServers };
  } catch (error) {
    await close(servers, 0);
    throw error;
  }
}

function reportFailure({ message, remedy }: DatabaseError): void {
  // At once: the process may end in the next moment.
  writeSync(process.stderr.fd, terminalText(`${message}\n${remedy}\n`));
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigurationError) {
    process.stderr.write(terminalText(`${error.format()}\n`));
    process.exit(EX_CONFIG);
  }
  if (error instanceof DatabaseError) {
    reportFailure(error);
    process.exit(1);
  }
  if (error instanceof ListenError || error instanceof SealError) {
    process.stderr.write(terminalText(`${error.message}\n`));
    process.exit(1);
  }
  process.stderr.write(terminalText(`${inspect(error)}\n`));
  process.exit(1);
}
