import { Connection, requestTo } from '../load/connection.ts';
import { type Check, CHECKS, type Kind, KINDS } from './kinds.ts';
import type { Spent } from './program.ts';
import type { ResourceServer } from './server.ts';

export const ROUTES = ['plain', 'tools/call'] as const;
export type Route = (typeof ROUTES)[number];

/** One thing in one round. */
export interface Figure {
  /** per second, by the clock on the wall */
  readonly rate: number;
  /** processor time for one, all threads, microseconds */
  readonly cpu: number;
}

/** Everything once. */
export interface Round {
  readonly checks: Readonly<Record<Check, Figure>>;
  readonly routes: Readonly<Record<Route, Readonly<Record<Kind, Figure>>>>;
}

export interface Amounts {
  readonly verifications: number;
  readonly requests: Readonly<Record<Route, number>>;
  readonly connections: number;
}

/** Parts of the requests of a round, one after the other with those of the other kinds. */
const SLICES = 10;

const CALL = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'echo', arguments: { data: 'x' } },
});
const BODIES: Readonly<Record<Route, string>> = { plain: '', 'tools/call': CALL };

/** All kinds in turn, so that what disturbs the machine disturbs each. */
export async function runRound(
  server: ResourceServer,
  amounts: Amounts,
  first: number,
): Promise<Round> {
  const checks: Partial<Record<Check, Figure>> = {};
  for (const check of turned(CHECKS, first)) {
    // What is remembered is answered a hundred times faster, and has to be timed for as long.
    const count = amounts.verifications * (check === 'cached' ? 20 : 1);
    const { cpu, elapsed } = await server.verify(check, count);
    checks[check] = { rate: (count * 1000) / elapsed, cpu: cpu / count };
  }
  const routes: Partial<Record<Route, Record<Kind, Figure>>> = {};
  for (const route of ROUTES) {
    routes[route] = await askAll(server, route, amounts, first);
  }
  return { checks: checks as Round['checks'], routes: routes as Round['routes'] };
}

/** Each round begins with another, so that none is always the one after a pause. */
function turned<T>(all: readonly T[], first: number): T[] {
  const at = first % all.length;
  return [...all.slice(at), ...all.slice(0, at)];
}

/** In slices: what disturbs a shared machine lasts for longer than one of them. */
async function askAll(
  server: ResourceServer,
  route: Route,
  amounts: Amounts,
  first: number,
): Promise<Record<Kind, Figure>> {
  const requests = Math.ceil(amounts.requests[route] / SLICES);
  const spent = { none: zero(), jose: zero(), jwtVerifier: zero(), cached: zero() };
  for (let slice = 0; slice < SLICES; slice += 1) {
    for (const kind of turned(KINDS, first + slice)) {
      const { cpu, elapsed } = await ask(server, route, kind, requests, amounts.connections);
      spent[kind].cpu += cpu;
      spent[kind].elapsed += elapsed;
    }
  }
  const done = requests * SLICES;
  const figure = ({ cpu, elapsed }: Spent) => ({ rate: (done * 1000) / elapsed, cpu: cpu / done });
  return {
    none: figure(spent.none),
    jose: figure(spent.jose),
    jwtVerifier: figure(spent.jwtVerifier),
    cached: figure(spent.cached),
  };
}

const zero = () => ({ cpu: 0, elapsed: 0 });

async function ask(
  server: ResourceServer,
  route: Route,
  kind: Kind,
  requests: number,
  count: number,
): Promise<Spent> {
  const request = requestTo(server.origins[kind], {
    path: route === 'plain' ? '/data' : '/mcp',
    headers: {
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      // Sent to the one that does not look at it as well: to read it is not part of checking it.
      Authorization: `Bearer ${server.token}`,
    },
  });
  const opening = Array.from({ length: count }, () => Connection.open(server.origins[kind]));
  const connections = await Promise.all(opening);
  const before = await server.cpu();
  const began = performance.now();
  let left = requests;
  await Promise.all(
    connections.map(async (connection) => {
      while (left > 0) {
        left -= 1;
        const { status, body } = await connection.ask(request(BODIES[route]));
        if (status !== 200) throw new Error(`${route}, ${kind}: answered ${status}: ${body}`);
      }
    }),
  );
  const elapsed = performance.now() - began;
  const cpu = (await server.cpu()) - before;
  for (const connection of connections) connection.close();
  return { cpu, elapsed };
}
