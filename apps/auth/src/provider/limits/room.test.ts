/** Registrations that pile up, by the endpoint itself. The clock is the database's: rows are made older. */
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endingClients } from '../../jobs/ending-clients.ts';
import { sweeperOn } from '../../jobs/sweeper.fixture.ts';
import { ofType, toldEvents } from '../../events/testing/told-events.ts';
import { backdated } from '../../storage/testing/backdated.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const MOST = 200;

describeEachDatabase('registering', (open) => {
  let database: Database;
  let server: TestServer;
  beforeAll(async () => {
    database = await open();
    server = await startTestServer(database, {}, undefined, { mostUnusedClients: MOST });
  });
  afterAll(() => server?.close());
  beforeEach(async () => {
    await database.prisma.client.deleteMany();
    server.happened.length = 0;
  });

  const register = (address: string, metadata: object = {}, headers: Record<string, string> = {}) =>
    fetch(new URL('/reg', server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
      body: JSON.stringify({ redirect_uris: ['http://127.0.0.1:1/cb'], ...metadata }),
    });
  const idOf = async (answer: Response) => {
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { client_id: string }).client_id;
  };
  let starts = 0;
  /** What a program sends that registers at each start, with the port that it has got. */
  const start = (address: string) => {
    starts += 1;
    const port = 40_000 + (starts % 20_000);
    return register(address, {
      client_name: 'Forgetful',
      redirect_uris: [`http://127.0.0.1:${port}/cb`],
    });
  };
  const age = (seconds: number) => backdated(database, seconds);
  const unused = () => database.prisma.client.count({ where: { lastUsedOn: null } });

  test('keeps nothing of the address but a name for its network', async () => {
    const ids = [
      await idOf(await start('203.0.113.7')),
      await idOf(await start('203.0.113.7')),
      await idOf(await start('203.0.113.8')),
      await idOf(await register('203.0.113.7', {}, { origin: 'https://elsewhere.example' })),
    ];
    const rows = await database.prisma.client.findMany({ where: { id: { in: ids } } });
    const [one, same, other, page] = ids.map((id) => rows.find((row) => row.id === id));
    expect(same).toMatchObject({
      registeredFrom: one?.registeredFrom,
      registeredAs: one?.registeredAs,
    });
    expect(other?.registeredFrom).not.toBe(one?.registeredFrom);
    expect(other?.registeredAs).toBe(one?.registeredAs);
    expect(page?.registeredFrom).not.toBe(one?.registeredFrom);
    expect(JSON.stringify(rows)).not.toContain('203.0.113');
  });

  test('at each start leaves ten and those of the last hour, none older than thirty days, and others alone', async () => {
    const sweep = async () => {
      const lifetimes = { unusedLifetime: 30 * DAY, idleLifetime: 90 * DAY };
      const sweeper = sweeperOn(database, {
        also: endingClients(toldEvents().events, lifetimes),
      });
      await sweeper.sweepOnce();
      await sweeper.stop();
    };
    const honest = await idOf(await register('198.51.100.1', { client_name: 'Honest' }));
    const starting = 60;
    const most = [];
    for (let each = 0; each < starting; each += 1) {
      await idOf(await start('203.0.113.7'));
      await age((31 * DAY) / starting);
      if (each % 10 === 0) await sweep();
      most.push((await unused()) - 1);
    }
    expect(Math.max(...most)).toBe(10);
    expect(await server.storage.clients.show(honest)).toBeDefined();
    await sweep();
    expect(await server.storage.clients.show(honest)).toBeUndefined();
    const oldest = await database.prisma.client.findFirst({ orderBy: { createdAt: 'asc' } });
    expect(oldest?.createdAt.getTime()).toBeGreaterThan(Date.now() - 30 * DAY * 1000);
    const ended = ofType(server.happened, 'client_ended');
    expect(ended).toHaveLength(starting - 10);
    expect(new Set(ended.map(({ reason }) => reason))).toEqual(new Set(['surplus']));
  });

  test('in masses within an hour is refused with 429, for that network alone, and told', async () => {
    const flood = [];
    for (let each = 0; each < MOST / 10 + 2; each += 1) flood.push(await start('203.0.113.7'));
    const [last] = flood.slice(-1);
    expect(flood.filter(({ status }) => status === 201)).toHaveLength(MOST / 10);
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toSatisfy(
      (s: number) => s > 3500 && s <= HOUR,
    );
    expect(await last?.json()).toMatchObject({
      error: 'too_many_requests',
      error_description: expect.stringContaining('Try again in') as string,
    });
    expect(ofType(server.happened, 'limited')).toEqual([
      { type: 'limited', limit: 'unusedClients' },
      { type: 'limited', limit: 'unusedClients' },
    ]);
    await idOf(await register('198.51.100.1'));
    await age(HOUR);
    await idOf(await start('203.0.113.7'));
    expect(await unused()).toBeLessThanOrEqual(MOST / 10 + 1);
  });

  test('is possible throughout, whoever floods at once, and nobody’s registration of the last hour goes', async () => {
    const kept: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const floods = Array.from({ length: 80 }, (_, each) => start(`203.0.113.${each % 12}`));
      const honest = [1, 2, 3].map((each) => register(`198.51.100.${10 * round + each}`));
      kept.push(...(await Promise.all(honest.map(async (answer) => idOf(await answer)))));
      for (const answer of await Promise.all(floods)) expect(answer.status).toBe(201);
      const lately = kept.slice(-6);
      const here = await Promise.all(lately.map((id) => server.storage.clients.show(id)));
      expect(here).not.toContain(undefined);
      await age(HOUR / 2 + 1);
    }
    await idOf(await register('198.51.100.99'));
    expect(await unused()).toBeLessThanOrEqual(MOST);
    expect(server.serverErrors).toEqual([]);
  });

  test('ends what nobody used: the client is told so, and registers anew', async () => {
    const gone = await idOf(await start('203.0.113.7'));
    await age(2 * HOUR);
    for (let each = 0; each < 10; each += 1) await start('203.0.113.7');
    const token = await fetch(new URL('/token', server.url), {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: gone,
        refresh_token: 'one of before',
      }),
    });
    expect(token.status).toBe(401);
    expect(await token.json()).toMatchObject({ error: 'invalid_client' });
    const query = new URLSearchParams({ client_id: gone, response_type: 'code' });
    const page = await fetch(new URL(`/auth?${query}`, server.url), {
      headers: { accept: 'text/html' },
    });
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('invalid_client');
    await idOf(await start('203.0.113.7'));
  });
});
