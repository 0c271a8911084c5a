/**
 * The provider on a real port, with a user who signs in and decides at once as told: what the
 * library and our wrapping of it do, without our pages in between.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '@gatehouse/database';
import type { InteractionResults, Provider } from 'oidc-provider';
import { consentRequest } from '../../consent/consent-request.ts';
import { DECLINED, UNAVAILABLE } from '../../consent/declined.ts';
import { allow, type Deciding, pendingConsent } from '../../consent/decision.ts';
import type { ScopeJudge } from '../../federation/scope-judge.ts';
import { loadSigningKeys } from '../../keys/signing-keys.ts';
import { createSealer } from '../../storage/sealing.ts';
import { createStorage, type Storage } from '../../storage/storage.ts';
import { viewing } from '../../storage/testing/fixtures.ts';
import type { RefusedAssertion } from '../client-authentication/assertion-refusals.ts';
import type { DocumentsConfig } from '../client-documents.ts';
import { createProvider } from '../factory.ts';
import type { DocumentLimits } from '../limits/documents.ts';
import { failure } from '../failures.ts';
import type { Lifetimes } from '../lifetimes.ts';
import type { Event } from '../../events/event.ts';
import type { Beside } from '../../events/events.ts';
import { toldEvents } from '../../events/testing/told-events.ts';
import { serveRequest } from '../request.ts';
import { ownOutcome } from '../authorization/outcome-binding.ts';

export const RESOURCE = 'http://localhost:8000/mcp';

const LIFETIMES: Lifetimes = {
  code: 60,
  accessToken: 900,
  clientCredentials: 600,
  refreshIdle: 86_400,
  refreshMax: 864_000,
  replayWindow: 300,
  replayMemory: 604_800,
  grant: 864_000,
  session: 86_400,
  interaction: 3600,
  consent: 3600,
};

/** What the user does on the consent page. */
export type Decision =
  | 'deny'
  | { readonly untick: readonly string[]; readonly tick?: readonly string[] };

export interface TestServer {
  readonly url: string;
  readonly storage: Storage;
  readonly provider: Provider;
  readonly userId: string;
  readonly serverErrors: Error[];
  readonly refusedAssertions: RefusedAssertion[];
  /** what has happened, in order */
  readonly happened: Event[];
  /** clients that were noted as used, in order */
  readonly usedClients: string[];
  /** who is admitted from now on */
  admit(anyone: boolean): void;
  /** which scopes of resources the user may not have from now on */
  withhold(...scopes: string[]): void;
  /** how the user answers from now on: no to everything, or yes to what comes ticked and `tick`, less `untick` */
  decide(how: Decision): void;
  close(): Promise<void>;
}

export async function startTestServer(
  database: Database,
  lifetimes: Partial<Lifetimes> = {},
  /** of a server that is to open what another has sealed */
  encryptionKey: Uint8Array = randomBytes(32),
  {
    clientCredentials = true,
    mostUnusedClients = 20_000,
    beside = [],
    ...documents
  }: {
    readonly clientCredentials?: boolean;
    readonly mostUnusedClients?: number;
    readonly beside?: readonly Beside[];
    readonly documents?: DocumentsConfig;
    readonly documentLimits?: DocumentLimits;
  } = {},
): Promise<TestServer> {
  const sealer = createSealer([encryptionKey]);
  const storage = createStorage(database, sealer, {
    sessionMax: LIFETIMES.session,
    interaction: LIFETIMES.interaction,
  });
  await storage.resources.replaceAll([
    {
      resource: RESOURCE,
      name: 'Example MCP server',
      scopes: { 'mcp:read': viewing('Read'), 'mcp:write': viewing('Write') },
      aliases: [`${RESOURCE}/`],
      accessTokenAlg: 'ES256',
    },
    {
      resource: 'https://rs256.example/mcp',
      name: 'Older verifier',
      scopes: { 'old:read': viewing('Read') },
      aliases: [],
      accessTokenAlg: 'RS256',
    },
  ]);
  const signedIn = await storage.users.signIn(
    {
      provider: 'github',
      issuer: 'https://github.example',
      subject: randomBytes(8).toString('hex'),
      login: 'octo',
      name: 'Octo Cat',
      email: 'octo@example.com',
      emailVerified: true,
      verifiedEmails: ['octo@example.com'],
      organisations: [],
    },
    new Date(),
  );
  if (signedIn === 'disabled') throw new Error('a new person is not disabled');

  const serverErrors: Error[] = [];
  const refusedAssertions: RefusedAssertion[] = [];
  const { events, happened } = toldEvents(beside);
  const usedClients: string[] = [];
  let admitted = true;
  let withheld: readonly string[] = [];
  const scopeJudge: ScopeJudge = () => (scope) => !withheld.includes(scope);
  let decision: Decision = { untick: [] };
  const server = createServer((req, res) => {
    const handle = () =>
      req.url?.startsWith('/interaction/')
        ? answer({ provider, storage, events, scopeJudge }, signedIn.userId, decision, req, res)
        : provider
            .callback()(req, res)
            .then(() => {
              const failed = failure();
              if (failed !== undefined) throw failed.error;
            });
    serveRequest(handle).catch((error: unknown) => {
      res.statusCode = 500;
      res.end(String(error));
    });
  });
  const port = await listening(server);
  const url = `http://localhost:${port}`;
  const provider: Provider = createProvider(storage, {
    mostUnusedClients,
    issuer: url,
    cookieKeys: ['a key for cookies of the tests only'],
    lifetimes: { ...LIFETIMES, ...lifetimes },
    registration: 'open',
    clientCredentials,
    ...documents,
    signingKeys: await loadSigningKeys(database, sealer),
    admits: () => admitted,
    scopeJudge,
    events,
    uiLocales: ['en'],
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = `<h1>${out.error}</h1>`;
    },
    renderHeldError: (ctx, { target }) => {
      ctx.type = 'html';
      ctx.body = `<a href="${target}">${target}</a>`;
    },
    renderUnavailable: (ctx) => {
      ctx.status = 503;
    },
    onServerError: (error) => serverErrors.push(error),
    onClientUsed: (clientId) => usedClients.push(clientId),
    onRefusedAssertion: (refused) => refusedAssertions.push(refused),
  });
  return {
    url,
    storage,
    provider,
    userId: signedIn.userId,
    serverErrors,
    refusedAssertions,
    happened,
    usedClients,
    admit(anyone) {
      admitted = anyone;
    },
    withhold(...scopes) {
      withheld = scopes;
    },
    decide(how) {
      decision = how;
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

async function answer(
  room: Omit<Deciding, 'lifetime'>,
  accountId: string,
  decision: Decision,
  ...[req, res]: Parameters<Provider['interactionDetails']>
): Promise<void> {
  const { provider, storage, scopeJudge } = room;
  const interaction = await provider.interactionDetails(req, res);
  const finish = (result: InteractionResults) => {
    const { issuer } = provider;
    const giving = { maxAge: LIFETIMES.interaction };
    const own = ownOutcome(issuer, interaction.uid, req.headers.cookie, result, giving);
    res.setHeader('set-cookie', own.setCookie);
    return provider.interactionFinished(req, res, own.result);
  };
  if (interaction.prompt.name === 'login') return finish({ login: { accountId } });
  if (decision === 'deny') return finish(DECLINED);
  const client = await provider.Client.find(String(interaction.params.client_id));
  const pending = client && pendingConsent(interaction, client);
  if (pending === undefined) throw new Error('nobody to ask');
  const { scopes, brings } = await consentRequest(storage, pending, scopeJudge);
  if (brings === 'nothing') return finish(UNAVAILABLE);
  const { tick = [], untick } = decision;
  const ticked = scopes.filter(
    ({ name, checked }) => (checked || tick.includes(name)) && !untick.includes(name),
  );
  const names = ticked.map(({ name }) => name);
  const allowed = await allow({ ...room, lifetime: 3600 }, pending, [
    ...names,
    ...tick.filter((name) => !names.includes(name)),
  ]);
  if (allowed === undefined) throw new Error('there is something to allow');
  return finish({ consent: { grantId: allowed.grantId } });
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port));
  });
}
