/**
 * However many clients, addresses and methods there are, and whatever strangers call them: the figures
 * have so many series, and none of their words.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENVIRONMENT, HOST, serve, type Served } from './compose.fixture.ts';
import { allEndpoints } from './protocol/endpoints.ts';

const REQUESTS = 10_000;

/** Lines that Prometheus keeps a series for. */
const MOST_SERIES = 5_000;

let directory: string;
let database: Database;
let served: Served;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-figures-'));
  database = await openTestDatabase('embedded');
  served = await serve({ ...ENVIRONMENT, LIMITS: 'off' }, { directory, database });
});
afterAll(async () => {
  served.server.close().closeAllConnections();
  await database.close();
  rmSync(directory, { recursive: true });
});

/** What no figure may hold: it is in every request, wherever a stranger may put something. */
const WORD = 'stranger';

const METHODS = [
  'GET',
  'POST',
  'HEAD',
  'OPTIONS',
  'PUT',
  'DELETE',
  'PATCH',
  'PROPFIND',
  'M-SEARCH',
];

/** The `n`th request: of another client, at another address, by another host and method each time. */
function made(n: number) {
  const word = `${WORD}${n}`;
  const { path } = allEndpoints[n % allEndpoints.length] ?? allEndpoints[0]!;
  const known = path.replace(/:\w+/g, word);
  const address = [known, `${known}?client_id=${word}`, `/${word}`, `${known}/${word}`][n % 4];
  return {
    method: METHODS[n % METHODS.length] ?? 'GET',
    path: address,
    headers: {
      host: n % 7 === 0 ? `${word}.example` : HOST,
      'user-agent': word,
      'x-request-id': word,
      authorization: `Basic ${Buffer.from(`${word}:x`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `grant_type=${word}&client_id=${word}&token=${word}`,
  };
}

function send(n: number): Promise<void> {
  const { body, ...options } = made(n);
  const { port } = served.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const hasBody = ['POST', 'PUT', 'PATCH'].includes(options.method);
    request({ ...options, port, host: '127.0.0.1', agent }, (response) =>
      response.resume().on('end', resolve),
    )
      .on('error', reject)
      .end(hasBody ? body : undefined);
  });
}

const agent = new Agent({ keepAlive: true, maxSockets: 20 });

test(`${REQUESTS} different requests leave a bounded number of series`, async () => {
  const series = async () => {
    const text = await served.registry.metrics();
    return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  };
  const half = REQUESTS / 2;
  await Promise.all(Array.from({ length: half }, (_, n) => send(n)));
  const before = await series();
  await Promise.all(Array.from({ length: half }, (_, n) => send(half + n)));
  const after = await series();
  const counted = after.filter((line) =>
    line.startsWith('gatehouse_http_request_duration_seconds_count'),
  );
  const all = counted.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  expect(all).toBe(REQUESTS);
  expect(counted.length).toBeGreaterThan(100);
  // Whatever was to come has come with the first half.
  expect(after.length).toBe(before.length);
  expect(after.length).toBeLessThan(MOST_SERIES);
  expect(after.join('\n')).not.toMatch(new RegExp(`${WORD}|example|PROPFIND`, 'i'));
}, 120_000);
