import type { RequestListener, Server } from 'node:http';
import { type Database, DatabaseUnavailable } from '@gatehouse/database';
import type { Tracing } from '@gatehouse/telemetry';
import type { Registry } from '@prometheus-io/client';
import type { Express } from 'express';
import { unsaidKinds } from './consent/unsaid-kinds.ts';
import type { Config } from './config/config.ts';
import { boundedLines } from './events/bounded-lines.ts';
import { eventFigures, type KnownLabels } from './events/event-figures.ts';
import { eventLog } from './events/event-log.ts';
import type { Event } from './events/event.ts';
import { Events } from './events/events.ts';
import { type Logger, withoutLooking } from './events/logger.ts';
import { type ScopeJudge, scopeJudge } from './federation/scope-judge.ts';
import { signInJudge } from './federation/admission.ts';
import { admitsBy, everyRule, settledScopeRules } from './federation/judges.ts';
import { createConnectors } from './connectors/create-connectors.ts';
import { SignIn } from './federation/sign-in.ts';
import { httpRequests } from './figures/http-requests.ts';
import { signingKeys } from './figures/signing-keys.ts';
import { home } from './home/home.ts';
import { createApp } from './http/app.ts';
import { published } from './http/published.ts';
import { references, type Refer } from './http/references/references.ts';
import { REFUSING } from './http/request/refusals.ts';
import { misdirected } from './http/request/misdirected.ts';
import { measured } from './http/server/measured.ts';
import { unreadable } from './http/server/unreadable.ts';
import { createLimits, type Limits } from './http/limits/limits.ts';
import { wasDeclined } from './consent/declined.ts';
import { renderHeldNo } from './http/sending/declined.ts';
import { PagesAgain } from './http/languages/again.ts';
import { renderHeldError } from './http/sending/held-error.ts';
import type { PageMaking } from './http/sending/made-page.ts';
import { renderProviderError } from './http/sending/provider-error.ts';
import { renderUnavailable } from './http/sending/unavailable.ts';
import { traced } from './http/traced.ts';
import { interaction } from './interaction/interaction.ts';
import { createServerSealer } from './keys/create-sealer.ts';
import { refuseForeignKeys } from './keys/foreign-keys.ts';
import { loadSigningKeys } from './keys/signing-keys.ts';
import { operatorDocuments } from './operator/documents.ts';
import type { GuardedGet } from './outbound/guarded-get.ts';
import { type OperatorContext, operatorContext } from './operator/operator-context.ts';
import { dress } from './pages/pages.ts';
import { BrowserSessions } from './provider/browser-sessions.ts';
import { createProvider } from './provider/factory.ts';
import { UNUSED_CLIENTS } from './provider/limits/room.ts';
import { currentCircumstances, currentRequest } from './provider/request.ts';
import { servedGrantTypes } from './provider/token/grants/grant-types.ts';
import { session } from './session/session.ts';
import type { ClientUse } from './storage/client-use.ts';
import { ClientDocuments } from './storage/client-documents.ts';
import { besideTheRequest, onceFaultThenSilent } from './provider/database-faults.ts';
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
  readonly telling: Telling;
  /** asks for documents of clients; undefined where they are not read */
  readonly guardedGet?: GuardedGet | undefined;
  /** those of pages; the first is for whoever understands none of them */
  readonly languages: PageMaking['languages'];
  /** undefined where nothing is traced */
  readonly tracing?: Tracing | undefined;
}

/** What happens is told here, and looked up. */
export interface Telling {
  readonly events: Events;
  /** the id of the line in the log that says this, if there is one */
  readonly lineOf: (event: Event) => string | undefined;
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
  const { config, logger, database, registry, telling } = parts;
  const { events } = telling;
  const sealer = createServerSealer(config.encryptionKeys, database, (error) =>
    logger.warn({ err: error }, 'a sealed value was refused'),
  );
  const storage = createStorage(onceFaultThenSilent(database), sealer, config.lifetimes);
  // Before anything is written: the variables may be those of another database.
  await refuseForeignKeys(database, sealer);
  const rulesOfScopes = await settledScopeRules(config, storage.resources, (sentence) =>
    logger.warn(sentence),
  );
  await storage.resources.replaceAll(config.resources);
  for (const sentence of unsaidKinds(await storage.resources.list())) logger.warn(sentence);

  const limits = createLimits({
    database: besideTheRequest(database),
    config: config.limits,
    origin: config.publicUrl.origin,
    cookieKeys: config.cookieKeys,
    events,
    now: () => Date.now(),
    onError(error) {
      // A database that cannot answer has its own line, at a bounded rate.
      if (!(error instanceof DatabaseUnavailable))
        logger.warn({ err: error }, 'a limit counts without the database');
    },
  });
  const rules = everyRule(config);
  const connectors = createConnectors({ connectors: config.connectors, rules });
  const judge = scopeJudge(rulesOfScopes);
  const refer = references({ logger, registry, now: () => Date.now() });
  const { brand, assets } = dress(config.operator);
  const again = new PagesAgain(config.cookieKeys);
  const making = { brand, again, languages: parts.languages };
  const theProvider = await composeProvider(parts, {
    storage,
    sealer,
    limits,
    refer,
    scopeJudge: judge,
    making,
  });
  const provider = () => theProvider;
  const signIn = new SignIn({
    storage,
    connectors,
    publicUrl: config.publicUrl,
    stateLifetime: config.lifetimes.upstreamState,
    judge: signInJudge(config.admission, {
      rules,
      pins: storage.pinnedOrganisations,
      log: ofStrangers(logger),
    }),
    outcomeLifetime: config.lifetimes.interaction,
    greatestAge: Math.max(0, config.lifetimes.sessionMax - config.lifetimes.interaction),
    now: () => new Date(),
    ...telling,
  });
  const { publicUrl } = config;
  const own = session({
    config,
    storage,
    sessions: new BrowserSessions({
      provider,
      storage,
      events,
      lifetime: config.lifetimes.session,
    }),
    admits: admitsBy(config),
    connectors,
    signIn,
    refer,
    now: () => new Date(),
  });
  const app = createApp({
    publicUrl,
    trustProxy: config.trustProxy,
    logger,
    refer,
    making,
    assets,
    events,
    misdirected: misdirected({ publicUrl, logger, registry, now: () => Date.now() }),
    gates: limits?.gates,
    providers: new Set(connectors.keys()),
    provider,
    features: [
      home({ config, resources: storage.resources, connectors, session: own }),
      interaction({ config, storage, provider, events, session: own, scopeJudge: judge }),
      own.feature,
    ],
  });
  const listener = published({ publicUrl, logger, provider }, app);
  const answersTo = httpRequests(registry);
  return {
    app,
    listener: traced(parts.tracing, measured(answersTo, listener)),
    unreadable: unreadable({ logger, answersTo }),
  };
}

/** Lines that a stranger can bring about. */
const ofStrangers = (logger: Logger) => boundedLines(logger, () => currentRequest()?.address?.());

/** Who listens to what happens. */
export function composeTelling({
  config,
  logger,
  registry,
}: Pick<Parts, 'config' | 'logger' | 'registry'>): Telling {
  const told = new WeakSet<Event>();
  const known: KnownLabels = {
    providers: Object.keys(config.connectors),
    grantTypes: servedGrantTypes(config).map(({ name }) => name),
    endpoints: REFUSING,
    limits: [...Object.keys(config.limits).filter((name) => name !== 'enabled'), UNUSED_CLIENTS],
  };
  const events = new Events({
    circumstances: currentCircumstances,
    after: [eventLog(withoutLooking(logger), told), eventFigures(registry, known)],
    onError: (error) => logger.error({ err: error }, 'what happened could not be told'),
  });
  const lineOf = (event: Event) => (told.has(event) ? currentRequest()?.id : undefined);
  return { events, lineOf };
}

interface Behind {
  readonly storage: Storage;
  readonly sealer: Sealer;
  readonly limits: Limits | undefined;
  readonly refer: Refer;
  readonly scopeJudge: ScopeJudge | undefined;
  readonly making: PageMaking;
}

async function composeProvider(
  { config, logger, database, registry, clientUse, telling, guardedGet }: Parts,
  { storage, sealer, limits, refer, scopeJudge: judge, making }: Behind,
): Promise<ReturnType<typeof createProvider>> {
  const bounded = ofStrangers(logger);
  const https = config.publicUrl.protocol === 'https:';
  const pages = { ...making, https, refer };
  return createProvider(storage, {
    issuer: config.issuer,
    cookieKeys: config.cookieKeys,
    lifetimes: config.lifetimes,
    registration: config.registration,
    ...(config.registrationToken === undefined
      ? undefined
      : { registrationToken: config.registrationToken }),
    clientCredentials: config.clientCredentials,
    operator: config.operator,
    signingKeys: await loadSigningKeys(database, sealer, {
      events: telling.events,
      onSigning: signingKeys(registry),
    }),
    admits: admitsBy(config),
    scopeJudge: judge,
    events: telling.events,
    onClientUsed: (clientId) => clientUse.note(clientId),
    ...(guardedGet && { documents: { policy: config.clientDocuments, get: guardedGet } }),
    ...(limits && {
      attempts: limits.attempts,
      registrationLimits: limits.registrations,
      documentLimits: limits.documents,
    }),
    mostUnusedClients: config.registeredClients.mostUnused,
    uiLocales: making.languages.map(({ language }) => language),
    renderError: (ctx, out, error) => renderProviderError(storage, pages, ctx, out, error),
    renderHeldError: (ctx, held) =>
      wasDeclined(ctx, held.error)
        ? renderHeldNo(pages, storage.resources, ctx, held)
        : renderHeldError(pages, ctx, held),
    renderUnavailable: (ctx) => renderUnavailable(ctx, pages),
    onServerError(error) {
      if (!(error instanceof DatabaseUnavailable))
        logger.error({ err: error, id: currentRequest()?.id }, 'the library failed');
    },
    onRefusedAssertion({ clientId, endpoint, reason, detail }) {
      const figures = { id: currentRequest()?.id, client_id: clientId, endpoint, detail };
      const sentence = `a client assertion was refused: ${reason}`;
      // Whoever makes up clients has only the line of a refused request.
      if (clientId === undefined) logger.debug(figures, sentence);
      else bounded.warn(figures, sentence);
    },
  });
}

/** What commands work with in a running server. */
export function composeOperator({ config, database, telling }: Parts): OperatorContext {
  return operatorContext(database, createSealer(config.encryptionKeys), {
    events: telling.events,
    clientDocuments: new ClientDocuments(database, config.lifetimes.interaction),
    documents: operatorDocuments(config),
    rules: () => config,
    configured: config.resources,
    issuer: config.issuer,
    production: config.production,
    registration: config.registration,
  });
}
