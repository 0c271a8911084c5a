import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import type { Database } from '@gatehouse/database';
import { Environment } from '@gatehouse/environment';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { document, POLICY } from '../../documents/documents.fixture.ts';
import { toldEvents } from '../../events/testing/told-events.ts';
import { createGuardedGet } from '../../outbound/guarded-get.ts';
import { type SmallInternet, startSmallInternet } from '../../outbound/testing/small-internet.ts';
import { TestClient } from '../../provider/testing/test-client.ts';
import { startTestServer, type TestServer } from '../../provider/testing/test-server.ts';
import { readLimits } from '../../config/limits.ts';
import type { Answered, Flood } from './documents-flood.fixture.ts';
import { createLimits } from './limits.ts';

/**
 * `FAULTS=full`: as many as an attacker would take, with an eye on the clock. Otherwise a tenth of it with
 * a tenth of the limits, and no more than what is bounded.
 */
const IS_FULL = process.env['FAULTS'] === 'full';
const IDS = IS_FULL ? 10_000 : 500;
/** So many come in spells, in which it is seen how honest people fare; the rest comes at once. */
const IN_SPELLS = IS_FULL ? 1_500 : 60;
const LIMITS = IS_FULL
  ? { host: 300, total: 3000, perAddress: 60 }
  : { host: 30, total: 150, perAddress: 10 };
/** Seconds of the flood, and then of quiet. */
const SPELL = { flood: IS_FULL ? 4 : 1, quiet: IS_FULL ? 2 : 0 };

/** From the authorization request to the tokens. */
const REQUESTS_OF_SIGN_IN = 7;

const HONEST = 'https://honest.example/oauth/client.json';
const NEIGHBOUR = 'https://one.flood.example/oauth/honest.json';

let database: Database;
let internet: SmallInternet;
let server: TestServer;
beforeAll(async () => {
  database = await openTestDatabase('server');
  internet = await startSmallInternet(['honest.example', '*.flood.example']);
  internet.names.means('*.silent.example', 'silence');
  internet.answer(({ headers, url }, response) => {
    const body = JSON.stringify(document(`https://${headers.host}${url}`));
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  const rate = (points: number) => ({ points, duration: 3600 });
  const config = readLimits(new Environment({}));
  const limits = createLimits({
    database,
    config: {
      ...config,
      documents: rate(LIMITS.perAddress),
      documentsHost: rate(LIMITS.host),
      documentsTotal: rate(LIMITS.total),
    },
    origin: 'http://localhost',
    cookieKeys: ['a key of these tests'],
    events: toldEvents().events,
    now: () => Date.now(),
    onError(error) {
      throw error;
    },
  });
  server = await startTestServer(database, {}, undefined, {
    documents: { policy: POLICY, get: createGuardedGet(internet.network) },
    ...(limits && { documentLimits: limits.documents }),
  });
  await TestClient.ofDocument(server, HONEST).signIn();
  await TestClient.ofDocument(server, NEIGHBOUR).signIn();
});
afterAll(async () => {
  await server?.close();
  internet?.close();
  await database?.close();
});

/** Bytes that are in use. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/**
 * How many requests in a second take a quarter of what this machine can do just now. More of any kind
 * would slow everybody down, whatever they ask for.
 */
async function pace(): Promise<number> {
  const took = await signIns((turn) => turn >= 20);
  const each = percentile(took, 0.5) / 1000 / REQUESTS_OF_SIGN_IN;
  return Math.min(Math.max(0.25 / each, 10), 100);
}

function startFlood(clientIds: readonly string[], networks: number, perSecond: number) {
  const flood: Flood = {
    url: TestClient.ofDocument(server, 'x').authorizationUrl({}, 'v'.repeat(43)),
    clientIds,
    addresses: Array.from({ length: networks }, (_, n) => `198.18.${n >> 8}.${n & 255}`),
    perSecond,
  };
  const program = fileURLToPath(new URL('./documents-flood.fixture.ts', import.meta.url));
  const sender = fork(program, { execArgv: [] });
  sender.send(flood);
  const told = () =>
    new Promise<Answered>((resolve) => {
      sender.once('message', (answered) => resolve(answered as Answered));
    });
  return { sender, told };
}

/** Signs in one after the other until told to stop. @returns milliseconds of each */
async function signIns(enough: (turn: number) => boolean): Promise<number[]> {
  const took: number[] = [];
  for (let turn = 0; turn < 4 || !enough(turn); turn += 1) {
    const clientId = turn % 2 === 0 ? HONEST : NEIGHBOUR;
    const began = performance.now();
    expect((await TestClient.ofDocument(server, clientId).signIn()).status).toBe(200);
    took.push(performance.now() - began);
  }
  return took;
}

/** The flood in spells, honest people all along. */
async function run(clientIds: readonly string[], networks: number) {
  const perSecond = await pace();
  const { sender, told } = startFlood(clientIds, networks, perSecond);
  const during: number[][] = [];
  const quiet: number[][] = [];
  const forSeconds = (seconds: number) => {
    const until = performance.now() + seconds * 1000;
    return () => performance.now() > until;
  };
  let answered: Answered = { statuses: {}, left: clientIds.length };
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, internet.sockets.open)), 20);
  try {
    while (answered.left > IDS - IN_SPELLS) {
      const paused = told();
      sender.send('resume');
      during.push(await signIns(forSeconds(SPELL.flood)));
      sender.send('pause');
      answered = await paused;
      quiet.push(await signIns(forSeconds(SPELL.quiet)));
    }
    if (answered.left > 0) {
      const all = told();
      sender.send('rush');
      answered = await all;
    }
  } finally {
    clearInterval(watching);
    sender.kill();
  }
  return { ...answered, during, quiet, most, perSecond };
}

const percentile = (took: readonly number[], part: number) =>
  took.toSorted((one, other) => one - other)[Math.ceil(took.length * part) - 1] ?? Number.NaN;

type Spells = readonly (readonly number[])[];

const slower = (during: Spells, quiet: Spells, part: number) =>
  percentile(during.flat(), part) / percentile(quiet.flat(), part);

/**
 * How much slower the slowest of a hundred are, as far as that is certain: the lower end of the 95 % interval, by
 * drawing spells anew (bootstrap). What else the machine does comes in spells, too.
 */
function slowerAtLeast(during: Spells, quiet: Spells): number {
  const drawn = (spells: Spells) =>
    spells.map(() => spells[Math.floor(Math.random() * spells.length)] ?? []);
  const ratios = Array.from({ length: 500 }, () => slower(drawn(during), drawn(quiet), 0.99));
  return percentile(ratios, 0.025);
}

const documents = () => database.prisma.client.count({ where: { kind: 'document' } });

test.each<[string, (n: number) => string, number, number]>([
  ['one host', (n) => `https://one.flood.example/${n}`, 64, LIMITS.host],
  [
    'as many hosts, every other one with silent name servers',
    (n) => `https://h${n}.${n % 2 === 0 ? 'flood' : 'silent'}.example/x`,
    256,
    LIMITS.total,
  ],
])(
  'documents at %s: bounded, and honest people sign in',
  { timeout: 1_800_000 },
  async (_what, idOf, networks, most) => {
    const rows = await documents();
    const requests = internet.requests.length;
    const questions = new Set(internet.names.asked).size;
    const before = heapUsed();
    // One of them is known, and has to be read again while nobody is let.
    await database.prisma.clientDocument.update({
      where: { clientId: NEIGHBOUR },
      data: { freshUntil: new Date(0), retryAt: null },
    });
    const ids = Array.from({ length: IDS }, (_, n) => idOf(n));
    const found = await run(ids, networks);

    const fetched = internet.requests.length - requests;
    const asked = new Set(internet.names.asked).size - questions;
    const grown = heapUsed() - before;
    const figures = {
      ...found.statuses,
      perSecond: found.perSecond,
      fetched,
      asked,
      most: found.most,
      grown,
      samples: [found.during.flat().length, found.quiet.flat().length],
      p50: slower(found.during, found.quiet, 0.5),
      p99: slower(found.during, found.quiet, 0.99),
      p99AtLeast: slowerAtLeast(found.during, found.quiet),
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    expect(Object.values(found.statuses).reduce((sum, count) => sum + count, 0)).toBe(IDS);
    expect(found.statuses[429]).toBeGreaterThan(0);
    expect(found.statuses[500] ?? 0).toBe(0);
    expect(found.statuses[0] ?? 0).toBe(0);
    // What is limited is not asked for: neither hosts nor name servers. A host has two families.
    expect(fetched).toBeLessThanOrEqual(most);
    expect(asked).toBeLessThanOrEqual(2 * most);
    expect((await documents()) - rows).toBeLessThanOrEqual(most);
    expect(found.most).toBeLessThanOrEqual(48);
    expect(grown).toBeLessThan(48 * 1024 * 1024);
    expect(server.serverErrors).toEqual([]);
    // Of a few sign-ins nothing can be said.
    const slowest = IS_FULL ? 1.5 : Number.POSITIVE_INFINITY;
    expect(slower(found.during, found.quiet, 0.5)).toBeLessThan(slowest);
    expect(slowerAtLeast(found.during, found.quiet)).toBeLessThan(slowest);
  },
);
