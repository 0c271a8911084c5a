/** What is on its way while somebody signs in or out. */
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Sessions } from '../storage/sessions.ts';
import type { TestBrowser } from './browser.fixture.ts';
import { type OwnPages, serveOwnPages } from './pages.fixture.ts';
import { fieldsTo, signsIn, whoIs } from './person.fixture.ts';

const SAVE = 'session_save';

describe.each(['embedded', 'server'] as const)('with the %s database', (kind) => {
  let database: Database;
  let pages: OwnPages;
  let held: { arrived: () => void; go: Promise<void> } | undefined;
  let victim: TestBrowser;
  let thief: TestBrowser;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    const query: Database['query'] = async (statement, values) => {
      if (statement.name === SAVE && held !== undefined) {
        held.arrived();
        await held.go;
      }
      return database.query(statement, values);
    };
    const holding = new Proxy(database, {
      get: (real, member): unknown =>
        member === 'query' ? query : Reflect.get(real, member, real),
    });
    pages = await serveOwnPages('http://localhost:3000', holding);
  });
  afterAll(async () => {
    await pages.close();
    await database.close();
  });
  beforeEach(async () => {
    held = undefined;
    [victim, thief] = [pages.browser(), pages.browser()];
    await signsIn(pages, victim, 'ada');
    thief.plant(victim, 'gatehouse_session');
  });

  /** A request of the thief’s has read the session, and writes it once the victim has done something. */
  async function meanwhile(act: () => Promise<unknown>): Promise<void> {
    const arrived = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    held = { arrived: arrived.resolve, go: go.promise };
    const request = thief.get('/auth?client_id=nobody');
    await arrived.promise;
    held = undefined;
    await act();
    go.resolve();
    await request;
  }

  test('a session that is written in between stays', async () => {
    await meanwhile(() => victim.get('/'));
    expect(await whoIs(thief)).toBe('ada');
  });

  test('signing out ends the session also for a request on its way', async () => {
    await meanwhile(async () =>
      victim.post('/sign-out', fieldsTo(await victim.get('/'), '/sign-out')),
    );
    expect(await whoIs(victim)).toBeUndefined();
    expect(await whoIs(thief)).toBeUndefined();
  });

  test('no request on its way brings back who was signed in before', async () => {
    await meanwhile(async () => {
      const { uid } = await database.prisma.session.findFirstOrThrow({
        orderBy: { createdAt: 'desc' },
      });
      await pages.storage.sessions.forgetAccount(uid);
    });
    expect(await whoIs(thief)).toBeUndefined();
  });
});

describe('at the database server', () => {
  let database: Database;
  let sessions: Sessions;
  beforeAll(async () => {
    database = await openTestDatabase('server');
    sessions = new Sessions(database, 86_400);
  });
  afterAll(() => database.close());

  const WAITING = {
    name: 'test_waiting',
    text: `SELECT count(*) AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  };

  test.each([
    ['signs out', (uid: string) => sessions.destroyByUid(uid), 0],
    ['signs in again', (uid: string) => sessions.replace(uid, 'name after', { uid }, 600), 1],
  ])('the name that a session gets while its owner %s ends with it', async (_what, end, left) => {
    const uid = `uid ${left}`;
    await sessions.upsert('name before', { uid }, 600);
    let ended: Promise<unknown> | undefined;
    await database.prisma.$transaction(async (renaming) => {
      const { idHash, ...row } = await renaming.session.findFirstOrThrow({ where: { uid } });
      const expiresAt = new Date(Date.now() + 60_000);
      await renaming.session.update({ where: { idHash }, data: { expiresAt } });
      await renaming.session.create({
        data: { uid, payload: {}, expiresAt: row.expiresAt, idHash: `hash ${left}` },
      });
      ended = end(uid);
      const waiting = () => database.query<{ waiting: number }>(WAITING, []);
      await expect.poll(waiting).toEqual([{ waiting: 1 }]);
    });
    await ended;
    expect(await database.prisma.session.count({ where: { uid } })).toBe(left);
  });
});
