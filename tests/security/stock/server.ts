/**
 * Bare `oidc-provider`, as somebody sets it up in an afternoon: registration and resource indicators
 * on, a person who signs in and agrees to everything by themselves, an adapter that does what the
 * adapter contract says and no more. Rows that it fails are known to bite.
 *
 * @module
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { type Configuration, Provider } from 'oidc-provider';
import { vi } from 'vitest';
import { LEDGER, NOTES } from '../../behaviour/actors/resources.ts';
import { naiveAdapter, WriteFaults } from './naive-adapter.ts';

export interface Stock {
  readonly issuer: string;
  readonly faults: WriteFaults;
  close(): Promise<void>;
}

const SCOPES: Readonly<Record<string, string>> = {
  [NOTES]: 'notes:read notes:write',
  [LEDGER]: 'ledger:read',
};

export async function startStock(): Promise<Stock> {
  let handle: (req: IncomingMessage, res: ServerResponse) => void = () => {};
  const server = createServer((req, res) => handle(req, res));
  const issuer = `http://localhost:${await listening(server)}`;
  const faults = new WriteFaults();
  const provider = await quietly(async () => new Provider(issuer, await configuration(faults)));
  const callback = provider.callback();
  handle = (req, res) => {
    const done = req.url?.startsWith('/interaction/')
      ? agree(provider, req, res)
      : callback(req, res);
    done.catch((error: unknown) => {
      res.statusCode = 500;
      res.end(String(error));
    });
  };
  return {
    issuer,
    faults,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

async function configuration(faults: WriteFaults): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    adapter: naiveAdapter(faults),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a key of the bare library'] },
    scopes: ['openid', 'offline_access'],
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => Promise.resolve({ sub: id }) }),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    issueRefreshToken: (_ctx, client) => Promise.resolve(client.grantTypeAllowed('refresh_token')),
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => ({
          scope: SCOPES[resource] ?? '',
          audience: resource,
          accessTokenFormat: 'jwt',
        }),
      },
    },
  };
}

/** Signs in and agrees at once, without a page. */
async function agree(provider: Provider, req: IncomingMessage, res: ServerResponse) {
  const { prompt, params, session } = await provider.interactionDetails(req, res);
  if (prompt.name === 'login') {
    return provider.interactionFinished(req, res, { login: { accountId: 'ada' } });
  }
  const grant = new provider.Grant({
    accountId: session?.accountId ?? '',
    clientId: String(params.client_id),
  });
  const scopes = (prompt.details.missingOIDCScope ?? []) as string[];
  grant.addOIDCScope(scopes.join(' '));
  const missing = (prompt.details.missingResourceScopes ?? {}) as Record<string, string[]>;
  for (const [resource, names] of Object.entries(missing)) {
    grant.addResourceScope(resource, names.join(' '));
  }
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(req, res, { consent });
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port));
  });
}

/** The library warns of each of its development settings, which are meant here. */
async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  const spies = (['info', 'warn'] as const).map((name) =>
    vi.spyOn(console, name).mockReturnValue(),
  );
  try {
    return await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
