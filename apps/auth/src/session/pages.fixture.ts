/** The pages around a session, with the library behind them and providers that answer as tests say. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '@gatehouse/database';
import { Registry } from '@prometheus-io/client';
import type { Event } from '../events/event.ts';
import { createLogger } from '../events/logger.ts';
import { toldEvents } from '../events/testing/told-events.ts';
import { SignIn } from '../federation/sign-in.ts';
import { home } from '../home/home.ts';
import { createApp, type Feature } from '../http/app.ts';
import { PagesAgain } from '../http/languages/again.ts';
import { LANGUAGES } from '../pages/pages.ts';
import { references } from '../http/references/references.ts';
import { interaction } from '../interaction/interaction.ts';
import { loadSigningKeys } from '../keys/signing-keys.ts';
import { BrowserSessions } from '../provider/browser-sessions.ts';
import { createProvider } from '../provider/factory.ts';
import { createSealer } from '../storage/sealing.ts';
import { createStorage, type Storage } from '../storage/storage.ts';
import type { AuthorizationUrlRequest, Connector } from '../upstream/connector.ts';
import type { UpstreamIdentity } from '../upstream/identity.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { TestBrowser } from './browser.fixture.ts';
import { session } from './session.ts';

const LIFETIMES = {
  code: 60,
  accessToken: 900,
  clientCredentials: 600,
  refreshIdle: 86_400,
  refreshMax: 864_000,
  replayWindow: 300,
  replayMemory: 604_800,
  grant: 864_000,
  session: 86_400,
  sessionMax: 864_000,
  interaction: 3600,
  upstreamState: 600,
  consent: 3600,
};

/** A provider at which whoever the test says signs in. */
export class ScriptedConnector implements Connector {
  readonly issuer = 'https://upstream.example';
  emulated = false;
  readonly asked: AuthorizationUrlRequest[] = [];
  readonly provider: string;
  readonly kind: string;
  readonly label: string;
  answer: () => Partial<UpstreamIdentity> = () => ({});
  isDown = false;

  constructor(provider: string, label: string) {
    this.provider = provider;
    this.kind = provider;
    this.label = label;
  }

  async authorizationUrl(request: AuthorizationUrlRequest): Promise<URL> {
    if (this.isDown) throw new UpstreamError('unavailable', this.provider, 'down');
    this.asked.push(request);
    return new URL(`${this.issuer}/authorize?state=${request.state}`);
  }

  async identify(): Promise<UpstreamIdentity> {
    return {
      provider: this.provider,
      issuer: this.issuer,
      subject: 'ada',
      emailVerified: false,
      verifiedEmails: [],
      organisations: [],
      ...this.answer(),
    };
  }
}

export interface OwnPages {
  readonly storage: Storage;
  readonly github: ScriptedConnector;
  readonly google: ScriptedConnector;
  /** what was told, in order */
  readonly happened: readonly Event[];
  /** whom the operator lets in from now on, by subject; those who signed in before as well */
  admit(admits: (subject: string) => boolean): void;
  /** seconds by which the server's clock is ahead from now on */
  advance(seconds: number): void;
  browser(): TestBrowser;
  close(): Promise<void>;
}

/** @param publicUrl what the server is called; over https as behind a proxy that ends TLS */
export async function serveOwnPages(publicUrl: string, database: Database): Promise<OwnPages> {
  const url = new URL(publicUrl);
  const sealer = createSealer([randomBytes(32)]);
  const storage = createStorage(database, sealer, LIFETIMES);
  const [github, google] = [
    new ScriptedConnector('github', 'GitHub'),
    new ScriptedConnector('google', 'Google'),
  ];
  const connectors = new Map([
    ['github', github],
    ['google', google],
  ]);
  let admitted = (_subject: string) => true;
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead * 1000);
  const logger = createLogger('silent');
  const refer = references({ logger, registry: new Registry(), now: () => Date.now() });
  const cookieKeys = ['a key for cookies of these tests alone'];
  const admits = (identities: readonly { readonly subject: string }[]) =>
    identities.some(({ subject }) => admitted(subject));
  const { events, happened } = toldEvents();
  const theProvider = createProvider(storage, {
    mostUnusedClients: 20_000,
    issuer: url.origin,
    cookieKeys,
    lifetimes: LIFETIMES,
    registration: 'open',
    clientCredentials: false,
    signingKeys: await loadSigningKeys(database, sealer),
    admits,
    events,
    uiLocales: ['en'],
    renderError: (ctx, { error }) => {
      ctx.body = error;
    },
    renderHeldError: (ctx, { error }) => {
      ctx.body = error;
    },
    renderUnavailable: (ctx) => {
      ctx.status = 503;
    },
    onServerError(error) {
      throw error;
    },
    onRefusedAssertion: () => undefined,
  });
  const provider = () => theProvider;
  const signIn = new SignIn({
    storage,
    connectors,
    publicUrl: url,
    judge: ({ subject }) => (admitted(subject) ? 'admitted' : 'no_rule'),
    stateLifetime: LIFETIMES.upstreamState,
    outcomeLifetime: LIFETIMES.interaction,
    greatestAge: 86_400,
    now,
    events,
    lineOf: () => undefined,
  });
  const sessions = new BrowserSessions({ provider, storage, events, lifetime: LIFETIMES.session });
  const config = {
    issuer: url.origin,
    publicUrl: url,
    production: true,
    cookieKeys,
    consentPause: 0,
    connectors: {},
    confirmUnverified: true,
    lifetimes: LIFETIMES,
  };
  const own = session({ config, storage, sessions, admits, connectors, signIn, refer, now });
  const action: Feature = (app) => {
    app.get('/action', async (req, res) => {
      const who = await own.requireFresh({ within: 300, returnTo: 'home' }, req, res);
      if (who !== undefined) res.send(`done by ${who.userId}`);
    });
  };
  const app = createApp({
    making: { brand: {}, again: new PagesAgain(cookieKeys), languages: LANGUAGES },
    assets: [],
    publicUrl: url,
    trustProxy: false,
    logger,
    refer,
    events,
    misdirected: () => undefined,
    gates: undefined,
    provider,
    features: [
      home({ config, resources: storage.resources, connectors, session: own }),
      interaction({ config, storage, provider, events, session: own }),
      own.feature,
      action,
    ],
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    storage,
    github,
    google,
    happened,
    admit(how) {
      admitted = how;
    },
    advance(seconds) {
      ahead += seconds;
    },
    browser: () => new TestBrowser(port, url.host),
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}
