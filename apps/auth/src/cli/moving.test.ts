import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Database, exportStream, importFile, saveExport } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClient } from '../provider/testing/test-client.ts';
import { startTestServer, type TestServer } from '../provider/testing/test-server.ts';

const encryptionKey = randomBytes(32);
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-moving-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opened: Database[] = [];
async function open(kind: Database['kind']): Promise<Database> {
  const database = await openTestDatabase(kind);
  opened.push(database);
  return database;
}

/** Everything that three clients have before the move. */
interface Before {
  readonly unused: { client: TestClient; token: string };
  readonly justUsed: { client: TestClient; token: string; successor: string };
  readonly longUsed: { client: TestClient; token: string; successor: string };
  readonly keys: string;
}

async function keysOf(server: TestServer): Promise<string> {
  return (await fetch(new URL('/jwks', server.url))).text();
}

async function fill(server: TestServer, database: Database): Promise<Before> {
  const someone = async () => {
    const client = await TestClient.register(server, {
      client_name: 'Moves along: “é”\u2028\n\\',
      token_endpoint_auth_method: 'client_secret_post',
    });
    return { client, token: (await client.signIn()).refresh_token };
  };
  const someoneWhoRefreshed = async () => {
    const { client, token } = await someone();
    return { client, token, successor: (await client.refresh(token)).refresh_token };
  };
  const longUsed = await someoneWhoRefreshed();
  await database.prisma.artifact.updateMany({
    where: { clientId: longUsed.client.clientId, consumedAt: { not: null } },
    data: { consumedAt: new Date(Date.now() - 600_000) },
  });
  return {
    unused: await someone(),
    justUsed: await someoneWhoRefreshed(),
    longUsed,
    keys: await keysOf(server),
  };
}

function rowsIn(file: string): string[] {
  const lines = gunzipSync(readFileSync(file)).toString().split('\n');
  return lines.slice(1, -2).sort();
}

describe('a server that moves from the embedded database to PostgreSQL and back', () => {
  const files = [join(folder, 'embedded.gz'), join(folder, 'server.gz')] as const;
  let before: Before;
  let server: TestServer;
  beforeAll(async () => {
    const first = await open('embedded');
    const origin = await startTestServer(first, {}, encryptionKey);
    before = await fill(origin, first);
    await origin.close();
    await saveExport(files[0], exportStream(first, new Date()));

    const second = await open('server');
    await importFile(second, files[0]);
    await saveExport(files[1], exportStream(second, new Date()));

    const third = await open('embedded');
    await importFile(third, files[1]);
    server = await startTestServer(third, {}, encryptionKey);
  }, 240_000);
  afterAll(async () => {
    await server?.close();
    await Promise.all(opened.map((database) => database.close()));
  });

  it('has the same rows on both, in files that only their owner may read', () => {
    expect(rowsIn(files[1])).toEqual(rowsIn(files[0]));
    expect(rowsIn(files[0]).length).toBeGreaterThan(20);
    for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('opens its signing keys, and they are the same', async () => {
    expect(await keysOf(server)).toBe(before.keys);
  });

  it('accepts a refresh token of before the move, with the client’s secret', async () => {
    const { client, token } = before.unused;
    expect(await client.at(server).refresh(token, { client_secret: 'wrong' })).toMatchObject({
      status: 401,
    });
    const answer = await client.at(server).refresh(token);
    expect(answer.status).toBe(200);
    expect(answer.refresh_token).not.toBe(token);
  });

  it('answers a token that was used just before with the same successor', async () => {
    const { client, token, successor } = before.justUsed;
    const answer = await client.at(server).refresh(token);
    expect(answer).toMatchObject({ status: 200, refresh_token: successor });
  });

  it('still recognises a token that was used long before, and ends its grant', async () => {
    const { client, token, successor } = before.longUsed;
    expect(await client.at(server).refresh(token)).toMatchObject({ error: 'invalid_grant' });
    expect(await client.at(server).refresh(successor)).toMatchObject({ error: 'invalid_grant' });
  });

  it('knows the browser: its session and its consent', async () => {
    const { database } = server.storage;
    const consents = await database.prisma.consent.findMany();
    expect(consents).toHaveLength(3);
    // Each with the redirect that it was made for.
    for (const { redirects, scopes } of consents) {
      const remembered = redirects as Record<string, string[]>;
      expect(remembered.loopback?.toSorted()).toEqual(scopes.toSorted());
    }
    const where = { userId: { not: null } };
    const sessions = await database.prisma.session.findMany({ where });
    // Each session has its last name, and for one more minute the one before.
    expect(new Set(sessions.map(({ uid }) => uid)).size).toBe(3);
    expect((await before.unused.client.at(server).signIn()).status).toBe(200);
  });
});
