import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import { type Database, DatabaseUnavailable } from '@gatehouse/database';
import type { Registry } from '@prometheus-io/client';
import type { Express } from 'express';
import { admits } from './admission/admits.ts';
import type { Config } from './config/config.ts';
import { eventFigures } from './events/event-figures.ts';
import { eventLog } from './events/event-log.ts';
import { Events } from './events/events.ts';
import type { Logger } from './events/logger.ts';
import { signInJudge, storedFacts } from './federation/admission.ts';
import { createConnectors } from './connectors/create-connectors.ts';
import { SignIn } from './federation/sign-in.ts';
import { upstreamErrorLog } from './federation/upstream-error-log.ts';
import { httpRequests } from './figures/http-requests.ts';
import { signingKeys } from './figures/signing-keys.ts';
import { home } from './home/home.ts';
import { createApp } from './http/app.ts';
import { published } from './http/published.ts';
import { references, type Refer } from './http/references/references.ts';
import { misdirected } from './http/request/misdirected.ts';
import { measured } from './http/server/measured.ts';
import { unreadable } from './http/server/unreadable.ts';
import { createLimits, type Limits } from './http/limits/limits.ts';
import { renderHeldError } from './http/sending/held-error.ts';
import { renderProviderError } from './http/sending/provider-error.ts';
import { renderUnavailable } from './http/sending/unavailable.ts';
import { interaction } from './interaction/interaction.ts';
import { ClientUseWriter } from './jobs/client-use-writer.ts';
import { sealBinderLog } from './jobs/seal-binder-log.ts';
import { SealBinder } from './jobs/seal-binder.ts';
import { sweepFigures } from './jobs/sweep-figures.ts';
import { Sweeper } from './jobs/sweeper.ts';
import { createServerSealer } from './keys/create-sealer.ts';
import { refuseForeignKeys } from './keys/foreign-keys.ts';
import { loadSigningKeys } from './keys/signing-keys.ts';
import type { OperatorContext } from './operator/operator-context.ts';
import { createProvider } from './provider/factory.ts';
import { allEndpoints } from './protocol/endpoints.ts';
import { currentCircumstances, currentRequest } from './provider/request.ts';
import { servedGrantTypes } from './provider/token/grants/grant-types.ts';
import type { ClientUse } from './storage/client-use.ts';
import { Clients } from './storage/clients.ts';
import { besideTheRequest, onceFaultThenSilent } from './provider/database-faults.ts';
import { PinnedOrganisations } from './storage/pinned-organisations.ts';
import { Resources } from './storage/resources.ts';
import { createSealer, type Sealer } from './storage/sealing.ts';
import { createStorage, type Storage } from './storage/storage.ts';

/** What the rooms are put together from. */
export interface Parts {
  readonly config: Config;
  readonly logger: Logger;
  /** open; whoever opened it closes it */
  readonly database: Database;
  readonly registry: Registry;
  readonly clientUse: ClientUse;
}

/** The public application, with everything behind it. */
export interface PublicApp {
  readonly app: Express;
  /** the same with what stands in front of it: what a server listens with */
  readonly listener: RequestListener;
  /** answers what is refused before there is a request */
  readonly unreadable: (server: Server) => void;
}

export async function composeApp(parts: Parts): Promise<PublicApp> {
  const { config, logger, database, registry } = parts;
  const sealer = createServerSealer(config.encryptionKeys, database, (error) =>
    logger.warn({ err: error }, 'a sealed value was refused'),
  );
  const storage = createStorage(onceFaultThenSilent(database), sealer, config.lifetimes);
  // Before anything is written: the variables may be those of another database.
  await refuseForeignKeys(database, sealer);
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
  const connectors = createConnectors(config);
  const events = composeEvents(parts, [...connectors.keys()]);
  const refer = references({ logger, registry, now: () => Date.now() });
  const theProvider = await composeProvider(parts, { storage, sealer, limits, events, refer });
  const provider = () => theProvider;
  const signIn = new SignIn({
    storage,
    connectors,
    publicUrl: config.publicUrl,
    stateLifetime: config.lifetimes.upstreamState,
    judge: signInJudge(config.admission, storage.pinnedOrganisations, logger),
    outcomeLifetime: config.lifetimes.interaction,
    greatestAge: Math.max(0, config.lifetimes.sessionMax - config.lifetimes.interaction),
    now: () => new Date(),
    onUpstreamError: upstreamErrorLog(logger, () => currentRequest()?.id),
  });
  const { publicUrl } = config;
  const app = createApp({
    publicUrl,
    trustProxy: config.trustProxy,
    logger,
    refer,
    misdirected: misdirected({ publicUrl, logger, registry, now: () => Date.now() }),
    gates: limits?.gates,
    provider,
    features: [
      home({ config, resources: storage.resources, connectors }),
      interaction({ config, storage, provider, connectors, signIn, refer }),
    ],
  });
  const listener = published({ publicUrl, logger, provider }, app);
  const answersTo = httpRequests(registry);
  return {
    app,
    listener: measured(answersTo, listener),
    unreadable: unreadable({ logger, answersTo }),
  };
}

/** Who listens to what happens. */
function composeEvents({ config, logger, registry }: Parts, providers: readonly string[]): Events {
  const endpoints = allEndpoints.filter(({ kind }) => kind === 'program').map(({ name }) => name);
  const grantTypes = servedGrantTypes(config).map(({ name }) => name);
  return new Events({
    circumstances: currentCircumstances,
    after: [eventLog(logger), eventFigures(registry, { providers, grantTypes, endpoints })],
    onError: (error) => logger.error({ err: error }, 'what happened could not be told'),
  });
}

interface Behind {
  readonly storage: Storage;
  readonly sealer: Sealer;
  readonly limits: Limits | undefined;
  readonly events: Events;
  readonly refer: Refer;
}

async function composeProvider(
  { config, logger, database, registry, clientUse }: Parts,
  { storage, sealer, limits, events, refer }: Behind,
): Promise<ReturnType<typeof createProvider>> {
  const pages = { https: config.publicUrl.protocol === 'https:', refer };
  return createProvider(storage, {
    issuer: config.issuer,
    cookieKeys: config.cookieKeys,
    lifetimes: config.lifetimes,
    registration: config.registration,
    ...(config.registrationToken === undefined
      ? undefined
      : { registrationToken: config.registrationToken }),
    clientCredentials: config.clientCredentials,
    signingKeys: await loadSigningKeys(database, sealer, signingKeys(registry)),
    admits: (identities) => admits(config.admission, identities.map(storedFacts)),
    events,
    onClientUsed: (clientId) => clientUse.note(clientId),
    ...(limits && { attempts: limits.attempts, registrationLimits: limits.registrations }),
    renderError: (ctx, out, error) => renderProviderError(storage, pages, ctx, out, error),
    renderHeldError: (ctx, held) => renderHeldError(pages, ctx, held),
    renderUnavailable: (ctx) => renderUnavailable(ctx, pages),
    onServerError(error) {
      if (!(error instanceof DatabaseUnavailable))
        logger.error({ err: error, id: currentRequest()?.id }, 'the library failed');
    },
    onRefusedAssertion: ({ clientId, endpoint, reason, detail }) =>
      // Whoever makes up clients would fill the log.
      logger[clientId === undefined ? 'debug' : 'warn'](
        { client_id: clientId, endpoint, detail },
        `a client assertion was refused: ${reason}`,
      ),
  });
}

/** What runs without a request. */
export function composeJobs({ config, logger, database, registry, clientUse }: Parts) {
  const sweeper = new Sweeper({
    database,
    interval: config.database.sweepInterval,
    holder: randomUUID(),
    onSwept: sweepFigures({
      registry,
      isLeader: () => sweeper.isLeader,
      now: () => Date.now(),
    }),
    onError: (error) => logger.warn({ err: error }, 'a sweep of expired rows failed'),
  });
  const sealBinder = new SealBinder({
    database,
    sealer: createSealer(config.encryptionKeys),
    holder: randomUUID(),
    onDone: sealBinderLog(logger),
    onError: (error) => logger.warn({ err: error }, 'binding sealed values to their rows failed'),
  });
  const clientUseWriter = new ClientUseWriter({
    database,
    clientUse,
    now: () => new Date(),
    onError(error) {
      // A database that cannot answer has its own line, at a bounded rate.
      if (!(error instanceof DatabaseUnavailable))
        logger.warn({ err: error }, 'noting when clients were used failed');
    },
  });
  return [sweeper, sealBinder, clientUseWriter] as const;
}

/** What commands work with in a running server. */
export function composeOperator({ config, database }: Parts): OperatorContext {
  return {
    clients: new Clients(database, createSealer(config.encryptionKeys)),
    resources: new Resources(database),
    pinnedOrganisations: new PinnedOrganisations(database),
    configured: config.resources,
    issuer: config.issuer,
    production: config.production,
    randomBytes,
  };
}
