import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fetch } from '@gatehouse/auth-core';
import { createTestIssuer, type TestIssuer } from '@gatehouse/auth-core/testing';
import { Registry } from '@prometheus-io/client';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';

import { loadConfig } from '../src/config.ts';
import { start } from '../src/start.ts';

/** The application, listening on a free port, with an issuer of its own. */
export interface RunningServer {
  /** The MCP endpoint. */
  readonly url: string;
  readonly origin: string;
  readonly issuer: TestIssuer;
  /** The log so far, one line each. */
  readonly logLines: string[];
  /** What `/metrics` would say of this server. */
  readonly figures: () => Promise<string>;
  readonly reachesIssuer: () => boolean;
  /** A token with these scopes, for the user `ada` unless told otherwise. */
  readonly tokenFor: (scopes: string, claims?: Record<string, unknown>) => Promise<string>;
  /** POSTs one JSON-RPC message or anything else. */
  readonly post: (body: unknown, headers?: Record<string, string>) => Promise<Response>;
}

/** Whose tokens the server takes, where that is not an issuer alone. */
interface Provider {
  readonly issuer: TestIssuer;
  readonly env: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
}

/** Starts the server for one test, and stops it afterwards. */
export async function startServer(
  env: Record<string, string> = {},
  path = '/mcp',
  providerFor?: (url: string) => Promise<Provider>,
  clock: () => number = Date.now,
): Promise<RunningServer> {
  const server = createServer((req, res) => void app.handler(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const url = origin + path;
  const provider = await providerFor?.(url);
  const issuer = provider?.issuer ?? (await createTestIssuer({ audience: url }));
  const logLines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => logLines.push(line) });
  const config = loadConfig(
    { AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: url, ...provider?.env, ...env },
    [],
  );
  const registry = new Registry();
  const app = await start(config, {
    log,
    clock,
    fetch: provider?.fetch ?? issuer.fetch,
    registry,
  });
  onTestFinished(async () => {
    await app.close();
    server.closeAllConnections();
    server.close();
  });
  return {
    url,
    origin,
    issuer,
    logLines,
    figures: () => registry.metrics(),
    reachesIssuer: app.reachesIssuer,
    tokenFor: (scope, claims) =>
      issuer.token({ claims: { scope, preferred_username: 'ada', ...claims } }),
    post: (body, headers) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: '*/*', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
