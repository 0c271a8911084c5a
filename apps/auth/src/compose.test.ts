/** The table of endpoints (protocol/endpoints.ts), compared with the application that runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, ENVIRONMENT, HOST, send, serve, type Served } from './compose.fixture.ts';
import { stylesheet } from './pages/assets.ts';
import { allEndpoints, type Endpoint, ENDPOINTS } from './protocol/endpoints.ts';

const LIMIT = 3;
const TIGHT = {
  LIMIT_AUTHORIZATIONS: `${LIMIT}/1h`,
  LIMIT_SIGN_INS: `${LIMIT}/1h`,
  LIMIT_CLIENT_FAILURES: `${LIMIT}/1h`,
  LIMIT_REGISTRATION_FAILURES: `${LIMIT}/1h`,
};
let directory: string;
let database: Database;
let served: Served;
let limited: Served;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-endpoints-'));
  database = await openTestDatabase('server');
  served = await serve({ ...ENVIRONMENT, LIMITS: 'off' }, { directory, database });
  limited = await serve({ ...ENVIRONMENT, ...TIGHT }, { directory, database });
});
afterAll(async () => {
  for (const { server } of [served, limited]) server.close().closeAllConnections();
  await database.close();
  rmSync(directory, { recursive: true });
});

const JSON_ASKED = { accept: 'application/json' };

/** An address that an endpoint has. */
function address({ path }: Pick<Endpoint, 'path'>): string {
  return path
    .replace(ENDPOINTS.asset.path, stylesheet.path)
    .replace(':provider', 'github')
    .replace(':place', 'home')
    .replace(':uid', 'unknown')
    .replace(':clientId', 'unknown');
}

/** Whether something is there that takes this method. */
async function answers(path: string, method: string): Promise<boolean> {
  const { status, body } = await send(served, method, path, JSON_ASKED);
  const isNobody = status === 404 && /not_found|does not answer to/.test(body);
  return !isNobody && status !== 405;
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** What is mounted in front of the library. `ALL` refuses the other methods of a path that has some. */
function mounted(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (route === undefined) return mounted(handle.stack ?? []);
    return Object.keys(route.methods)
      .filter((method) => method !== '_all')
      .map((method) => `${method.toUpperCase()} ${route.path}`);
  });
}

const sorted = (lines: Iterable<string>) => [...new Set(lines)].sort();
const methodsOf = (endpoints: readonly Endpoint[]) =>
  endpoints.flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));

const ours = allEndpoints.filter(({ library }) => library === undefined);
const theirs = allEndpoints.filter(({ library }) => library !== undefined);

/** Where nothing is: beside what there is, what the library could serve, what others do. */
const NOTHING = [
  '/auth/ /auth/a/b /AUTH /token/ /Token /token/x /reg/ /me/ /jwks/ /interaction',
  '/interaction/a/b /callback /callback/nobody /assets/other.css /device /device/auth',
  '/request /session/end /backchannel /challenge /credential',
  '/.well-known/openid-credential-issuer /.well-known/nothing /healthz /readyz /metrics',
  '/account /admin /favicon.ico /robots.txt',
].flatMap((line) => line.split(' '));

describe('the table of endpoints', () => {
  test('has every route that is mounted in front of the library, and none besides', () => {
    const { stack } = served.app.router as unknown as { stack: readonly Layer[] };
    // The form of an authorization request is turned into the library's `GET`.
    const expected = [...methodsOf(ours), 'POST /auth'];
    expect(sorted(mounted(stack))).toEqual(sorted(expected));
  });

  test('has every route of the library that is to be reached', () => {
    const all = served.routes.filter(({ method }) => method !== 'OPTIONS');
    const named = new Set(methodsOf(theirs));
    const others = all.map(({ method, path }) => `${method} ${path}`);
    expect(sorted(others.filter((route) => !named.has(route)))).toEqual([
      'POST /session/end/confirm',
    ]);
    named.delete('POST /auth');
    expect(sorted([...named].filter((route) => !others.includes(route)))).toEqual([]);
  });

  test('says where the library has CORS', () => {
    const preflights = served.routes.filter(({ method }) => method === 'OPTIONS');
    const expected = allEndpoints.filter(
      ({ cors }) => cors === 'client' || cors === 'any-by-library',
    );
    expect(sorted(preflights.map(({ path }) => path))).toEqual(
      sorted(expected.map(({ path }) => path)),
    );
  });

  test('says which methods are taken where', async () => {
    for (const endpoint of allEndpoints) {
      const path = address(endpoint);
      const taken: string[] = [];
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        if (await answers(path, method)) taken.push(method);
      }
      expect([path, taken]).toEqual([path, endpoint.methods]);
    }
  });

  test('is all there is', async () => {
    const paths = [
      ...served.routes.map(({ path }) => path.replace(/:\w+/g, 'unknown')),
      ...NOTHING,
    ];
    const named = new Set(allEndpoints.map(address));
    const found = [];
    for (const path of paths.filter((one) => !named.has(one))) {
      for (const method of ['GET', 'POST']) {
        if (await answers(path, method)) found.push(`${method} ${path}`);
      }
    }
    expect(found).toEqual([]);
  });

  test('has no registration where that is switched off', async () => {
    const closed = await serve({ ...ENVIRONMENT, REGISTRATION: 'off' }, { directory, database });
    const { status, body } = await send(closed, 'POST', '/reg', JSON_ASKED);
    closed.server.close().closeAllConnections();
    expect([status, body]).toEqual([404, expect.stringContaining('not_found')]);
  });
});

describe.each(allEndpoints.map((endpoint) => [endpoint.path, endpoint] as const))(
  '%s',
  (_, endpoint) => {
    const path = address(endpoint);
    const [method = 'GET'] = endpoint.methods;
    const { kind } = endpoint;

    test('takes HEAD with GET, unless it is a step', async () => {
      const { status, headers } = await send(served, 'HEAD', path, JSON_ASKED);
      const get = await send(served, 'GET', path, JSON_ASKED);
      const isStep = kind === 'step';
      expect([status, headers.allow]).toEqual(
        isStep ? [405, endpoint.methods.join(', ')] : [get.status, undefined],
      );
    });

    test('is for windows alone where it is a step', async () => {
      const headers = JSON_ASKED;
      const window = await send(served, method, path, headers);
      const image = await send(served, method, path, { ...headers, 'sec-fetch-dest': 'image' });
      const isRefused = ({ body }: Answer) => body.includes('invalid_request');
      expect([image.status, isRefused(image)]).toEqual(
        kind === 'step' ? [400, true] : [window.status, isRefused(window)],
      );
    });

    test('tells a program the right host, and leads a person there', async () => {
      const other = { host: '127.0.0.1:3000' };
      const { status, headers } = await send(served, 'GET', path, other);
      const toldTo = endpoint.host === 'any' ? [200, undefined] : [421, undefined];
      expect([status, headers.location]).toEqual(
        kind === 'program' ? toldTo : [303, `http://${HOST}${path}`],
      );
    });

    test('fails with a page before a person, with JSON before a program', async () => {
      const { status, headers } = await send(served, method, `${path}?%00`, { accept: '*/*' });
      expect(status).toBe(400);
      expect(headers['content-type']).toContain(kind === 'program' ? 'json' : 'html');
    });

    test('says who may read and keep it', async () => {
      const origin = 'https://inspector.example';
      const preflight = { ...JSON_ASKED, origin, 'access-control-request-method': method };
      const { headers } = await send(served, 'OPTIONS', path, preflight);
      expect('access-control-allow-origin' in headers).toBe(endpoint.cors !== 'none');
      const answer = await send(served, method, path, { ...JSON_ASKED, origin });
      // Which pages read what is a client's depends on the client: tests/behaviour/cors.test.ts.
      const isRead = 'access-control-allow-origin' in answer.headers || endpoint.cors === 'client';
      expect(isRead).toBe(endpoint.cors !== 'none');
      expect(answer.headers['cache-control']).toBe(
        {
          'no-store': endpoint.kind === 'program' ? 'no-store' : 'no-store, no-transform',
          minutes: 'public, max-age=300',
          'for-ever': 'public, max-age=31536000, immutable',
        }[endpoint.caching],
      );
    });

    test('is limited as it says', async () => {
      const statuses = new Set<number>();
      for (let sent = 0; sent < LIMIT + 2; sent += 1) {
        const { status } = await send(limited, method, path, JSON_ASKED);
        statuses.add(status);
      }
      expect(statuses.has(429)).toBe(endpoint.limit !== undefined);
    });
  },
);
