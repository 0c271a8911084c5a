/** What everybody is answered alike comes from memory (published.ts). */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENVIRONMENT, send, serve, type Served } from '../compose.fixture.ts';
import { allEndpoints } from '../protocol/endpoints.ts';
import { Resources } from '../storage/resources.ts';
import { viewing } from '../storage/testing/fixtures.ts';

let directory: string;
let database: Database;
let served: Served;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-minutes-'));
  database = await openTestDatabase('server');
  served = await serve({ ...ENVIRONMENT, LIMITS: 'off' }, { directory, database });
});
afterAll(async () => {
  served.server.close().closeAllConnections();
  await database.close();
  rmSync(directory, { recursive: true });
});

describe('what is kept for minutes', () => {
  const paths = allEndpoints.filter(({ caching }) => caching === 'minutes').map(({ path }) => path);
  const ORIGINS = [{}, { origin: 'https://inspector.example' }, { origin: 'null' }];
  const whole = async (from: Pick<Served, 'server'>, path: string, headers: object) => {
    const { status, raw, body } = await send(from, 'GET', path, { ...headers });
    const at = raw.indexOf('Date');
    const id = raw.indexOf('X-Request-Id');
    return { status, body, raw: raw.with(id + 1, 'its own').toSpliced(at, 2) };
  };

  test('comes from memory exactly as it is rendered, to programs and to pages', async () => {
    const server = createServer(served.app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    for (const path of paths) {
      for (const headers of ORIGINS) {
        const rendered = await whole({ server }, path, headers);
        expect(rendered.status).toBe(200);
        for (let again = 0; again < 3; again += 1) {
          expect(await whole(served, path, headers)).toEqual(rendered);
        }
      }
    }
    server.close().closeAllConnections();
  });

  test('has a resource that was added since', async () => {
    const { body: before } = await send(served, 'GET', paths[0] ?? '');
    expect(before).not.toContain('added:later');
    await new Resources(database).add({
      resource: 'https://later.example/mcp',
      name: 'Later',
      scopes: { 'added:later': viewing('Later') },
      aliases: [],
      accessTokenAlg: 'ES256',
    });
    const scopes = async () => (await send(served, 'GET', paths[0] ?? '')).body;
    await expect.poll(scopes, { timeout: 20_000 }).toContain('added:later');
  });
});
