/** Every answer of the public port says the id that its line in the log has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENVIRONMENT, HOST, send, serve, type Served } from './compose.fixture.ts';
import { stylesheet } from './pages/assets.ts';
import { allEndpoints, ENDPOINTS } from './protocol/endpoints.ts';

const PAGE = 'https://page.example';

interface Line {
  readonly id?: string;
  readonly caller_id?: string;
  readonly path?: string;
  readonly status?: number;
  readonly msg: string;
}

let directory: string;
let database: Database;
let served: Served;
const lines: Line[] = [];
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-request-ids-'));
  database = await openTestDatabase('embedded');
  const environment = { ...ENVIRONMENT, LOG_LEVEL: 'debug', LIMIT_AUTHORIZATIONS: '2/1h' };
  const log = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  served = await serve(environment, { directory, database, log });
});
afterAll(async () => {
  served.server.close().closeAllConnections();
  await database.close();
  rmSync(directory, { recursive: true });
});

/** Sends a request. @returns its answer, and the line that has the id of the answer */
async function ask(method: string, path: string, headers: Record<string, string> = {}) {
  const answer = await send(served, method, path, headers);
  const id = answer.headers['x-request-id'];
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const own = () => lines.filter((line) => line.id === id && line.msg === 'request');
  await expect.poll(own, { interval: 2 }).toHaveLength(1);
  expect(own()[0]).toMatchObject({ status: answer.status });
  return { ...answer, id, line: own()[0] };
}

const address = (path: string) =>
  path
    .replace(ENDPOINTS.asset.path, stylesheet.path)
    .replace(':provider', 'github')
    .replace(':uid', 'unknown');

describe('the id of a request', () => {
  test.each(allEndpoints.map(({ path }) => address(path)))(
    'is in every answer at %s',
    async (path) => {
      const ids = [];
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT']) {
        ids.push((await ask(method, path)).id, (await ask(method, path, { origin: PAGE })).id);
      }
      expect(new Set(ids).size).toBe(10);
    },
  );

  test.each<[number, string, string, Record<string, string>]>([
    [400, 'GET', '/?%00', {}],
    [404, 'GET', '/nowhere', {}],
    [404, 'GET', '/jwks/', {}],
    [405, 'HEAD', '/callback/github', {}],
    [400, 'POST', '/token', { 'content-type': 'text/plain' }],
    [421, 'GET', '/', { host: 'evil.example' }],
    [429, 'GET', '/auth', {}],
    [200, 'GET', '/jwks', {}],
  ])('is in an answer of %i: %s %s', async (status, method, path, headers) => {
    // The third authorization request is one too many.
    if (status === 429) for (const _ of [1, 2]) await ask(method, path);
    expect((await ask(method, path, headers)).status).toBe(status);
  });

  test('is never what a client calls its request, which is told beside it', async () => {
    const { id, line } = await ask('GET', '/nowhere', { 'x-request-id': 'from_the-caller1' });
    expect(line?.caller_id).toBe('from_the-caller1');
    expect(id).not.toBe('from_the-caller1');
    for (const bad of ['', 'a b', 'x'.repeat(65), '{"a":1}', 'é']) {
      expect((await ask('GET', '/nowhere', { 'x-request-id': bad })).line).not.toHaveProperty(
        'caller_id',
      );
    }
  });

  test('is in the line of a request whose client did not wait for the answer', async () => {
    const { port } = served.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const head = [
      'POST /token?secret HTTP/1.1',
      `Host: ${HOST}`,
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 100',
    ];
    const asked = once(served.server, 'request');
    socket.write(`${head.join('\r\n')}\r\n\r\ngrant_type=`);
    await asked;
    socket.destroy();
    const line = { path: '/token', aborted: true, id: expect.stringMatching(/^[0-9a-f-]{36}$/) };
    await expect.poll(() => lines).toContainEqual(expect.objectContaining(line));
  });

  test('is to be read by every page that may read the answer, and by no other', async () => {
    const readable = new Set<string>();
    for (const { path, methods, name } of allEndpoints) {
      for (const method of methods) {
        const { headers } = await ask(method, address(path), { origin: PAGE });
        const exposed = headers['access-control-expose-headers'] ?? '';
        const isReadable = headers['access-control-allow-origin'] !== undefined;
        expect([name, exposed.includes('X-Request-Id')]).toEqual([name, isReadable]);
        if (isReadable) readable.add(name);
      }
    }
    const some = ['serverMetadata', 'jwks', 'registration', 'token', 'introspection', 'userinfo'];
    expect([...readable]).toEqual(expect.arrayContaining(some));
    const { headers } = await ask('GET', '/me', { origin: PAGE });
    expect(headers['access-control-expose-headers']).toBe('WWW-Authenticate, X-Request-Id');
    // The second one comes from memory.
    for (const _ of [1, 2]) {
      const published = await ask('GET', '/jwks', { origin: PAGE });
      expect(published.headers['access-control-expose-headers']).toBe('X-Request-Id');
    }
  });
});
