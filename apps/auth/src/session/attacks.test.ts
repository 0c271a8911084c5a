/** Attacks on a sign-in outside of an interaction: those on one inside of it, and what is new here. */
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Shown, TestBrowser } from './browser.fixture.ts';
import { type OwnPages, serveOwnPages } from './pages.fixture.ts';
import { comesBack, fieldsTo, headingOf, leavesFor, signsIn, whoIs } from './person.fixture.ts';

const OURS = ['__Host-gatehouse_', 'gatehouse_'] as const;

describe.each(['http://localhost:3000', 'https://auth.example'])('at %s', (publicUrl) => {
  const session = publicUrl.startsWith('https:') ? '__Host-gatehouse_session' : 'gatehouse_session';
  let database: Database;
  let pages: OwnPages;
  let victim: TestBrowser;
  let attacker: TestBrowser;
  beforeAll(async () => {
    database = await openTestDatabase('server');
    pages = await serveOwnPages(publicUrl, database);
  });
  afterAll(async () => {
    await pages.close();
    await database.close();
  });
  beforeEach(() => {
    [victim, attacker] = [pages.browser(), pages.browser()];
    pages.github.answer = () => ({ subject: 'ada', name: 'ada' });
  });

  const expectRefused = (page: Shown, status: number, heading: string) => {
    expect([page.status, headingOf(page)]).toEqual([status, heading]);
    expect(page.headers.location).toBeUndefined();
    expect(page.setCookies.filter((line) => line.startsWith(session))).toEqual([]);
  };
  const expectNotBegunHere = (page: Shown) =>
    expectRefused(page, 403, 'This sign-in was not begun here');
  const expectForeignForm = (page: Shown) =>
    expectRefused(page, 403, 'That did not come from this page');
  const expectStaleForm = (page: Shown) => expectRefused(page, 403, 'This page is out of date');
  const expectOutOfDate = (page: Shown) => expectRefused(page, 400, 'This page is out of date');

  describe('a session that was there before', () => {
    test('is gone after a sign-in, and its name opens nothing', async () => {
      await signsIn(pages, attacker, 'alan');
      const callback = await leavesFor(victim);
      victim.plant(attacker, session);
      const [planted] = attacker.values(session);
      const before = await database.prisma.session.findFirstOrThrow({
        orderBy: { createdAt: 'desc' },
      });
      pages.github.answer = () => ({ subject: 'ada', name: 'ada' });
      await victim.get(await comesBack(victim, callback));
      expect(await whoIs(victim)).toBe('ada');
      expect(victim.values(session)).not.toContain(planted);
      expect(await whoIs(attacker)).toBeUndefined();
      expect(await database.prisma.session.count({ where: { uid: before.uid } })).toBe(0);
    });

    test('of the same user has another name as well', async () => {
      await signsIn(pages, attacker, 'ada');
      const callback = await leavesFor(victim);
      victim.plant(attacker, session);
      await victim.get(await comesBack(victim, callback));
      expect(await whoIs(victim)).toBe('ada');
      expect(await whoIs(attacker)).toBeUndefined();
    });
  });

  describe('a way back to elsewhere', () => {
    const ELSEWHERE = [
      'nowhere',
      'constructor',
      '//evil.example',
      '%2F%2Fevil.example',
      'https:%2F%2Fevil.example',
      'home%2F..%2F..%2Fauth',
      'home%00',
      'Home',
      'signOut',
    ];

    test.each(ELSEWHERE)('named %s in the address is nowhere', async (place) => {
      const fields = fieldsTo(await victim.get('/'), '/sign-in/home');
      const before = pages.github.asked.length;
      const page = await victim.post(`/sign-in/${place}`, { ...fields, provider: 'github' });
      expect([400, 404]).toContain(page.status);
      expect(page.headers.location).toBeUndefined();
      expect(pages.github.asked).toHaveLength(before);
    });

    test('in the form, in a query or as a hint is not heard', async () => {
      const fields = { ...fieldsTo(await victim.get('/'), '/sign-in/home'), provider: 'github' };
      const evil = 'https://evil.example/';
      const names = ['returnTo', 'return_to', 'returnTo[]', 'place', 'login_hint', 'redirect_uri'];
      const hostile = Object.fromEntries(names.map((name) => [name, evil]));
      const query = new URLSearchParams(hostile).toString();
      const handOff = await victim.post(`/sign-in/home?${query}`, { ...fields, ...hostile });
      expect(handOff.html).not.toContain('evil.example');
      expect(pages.github.asked.at(-1)).not.toHaveProperty('loginHint');
      const state = /state=([\w-]{43})/.exec(handOff.html)![1]!;
      const done = await comesBack(victim, `/callback/github?code=c&state=${state}&${query}`);
      expect(done).toMatch(/^\/sign-in\/[\w-]{43}\/done$/);
      const { headers } = await victim.get(`${done}?${query}`);
      expect(headers.location).toBe('/');
    });

    test.each(['https://evil.example/', 'nowhere', ['home'], null])(
      'that a stored state names, %j, is refused',
      async (place) => {
        const callback = await leavesFor(victim);
        await database.prisma.$executeRawUnsafe(
          `UPDATE artifacts SET payload = payload || '{"returnTo": ${JSON.stringify(place)}}'
            WHERE kind = 'UpstreamState'`,
        );
        expectNotBegunHere(await victim.get(callback));
        expect(await whoIs(victim)).toBeUndefined();
      },
    );

    test('that a stored outcome names is none', async () => {
      const done = await comesBack(victim, await leavesFor(victim));
      await database.prisma.$executeRawUnsafe(
        `UPDATE artifacts SET payload = payload || '{"returnTo": "https://evil.example/"}'
          WHERE kind = 'ReturnOutcome'`,
      );
      expect((await victim.get(done)).headers.location).toBe('/');
      expect(await whoIs(victim)).toBeUndefined();
    });
  });

  describe('what another browser has begun', () => {
    test('does not sign the victim in, with what a sibling can plant', async () => {
      const callback = await leavesFor(attacker);
      expectNotBegunHere(await victim.get(callback));
      if (publicUrl.startsWith('https:')) victim.plantAsSibling(attacker, 'gatehouse_');
      expectNotBegunHere(await victim.get(callback));
      const done = await comesBack(attacker, callback);
      if (publicUrl.startsWith('https:')) victim.plantAsSibling(attacker, 'gatehouse_');
      else victim.plant(attacker, 'gatehouse_form', 'gatehouse_page');
      expectOutOfDate(await victim.get(done));
      expect(await whoIs(victim)).toBeUndefined();
      // Nothing was consumed: whose it is can go on.
      expect((await attacker.get(done)).headers.location).toBe('/');
      expect(await whoIs(attacker)).toBe('ada');
    });

    test('does not become the attacker’s once the victim has signed in', async () => {
      // Everything that the attacker knows is in the victim's browser before it begins.
      await leavesFor(attacker);
      if (publicUrl.startsWith('https:')) victim.plantAsSibling(attacker, 'gatehouse_');
      else victim.plant(attacker, 'gatehouse_');
      const callback = await leavesFor(victim);
      // Whatever path they are for.
      const cookie = attacker.cookiesAnywhere();
      expectNotBegunHere(await attacker.get(callback, { cookie }));
      const done = await comesBack(victim, callback);
      expectOutOfDate(await attacker.get(done, { cookie }));
      expect(await whoIs(attacker)).toBeUndefined();
      await victim.get(done);
      expect(await whoIs(victim)).toBe('ada');
    });

    test('does not sign anybody out', async () => {
      await signsIn(pages, victim, 'ada');
      await signsIn(pages, attacker, 'alan');
      const foreign = fieldsTo(await attacker.get('/'), '/sign-out');
      victim.plantAsSibling(attacker, 'gatehouse_page');
      expectStaleForm(await victim.post('/sign-out', foreign));
      expect(await whoIs(victim)).toBe('ada');
    });
  });

  test.each(['cross-site', 'same-site', 'none'])(
    'a form that comes from %s is refused, whatever it holds',
    async (site) => {
      const visitor = fieldsTo(await attacker.get('/'), '/sign-in/home');
      const headers = { 'sec-fetch-site': site };
      expectForeignForm(
        await attacker.post('/sign-in/home', { ...visitor, provider: 'github' }, headers),
      );
      await signsIn(pages, victim, 'ada');
      const own = fieldsTo(await victim.get('/'), '/sign-out');
      expectForeignForm(await victim.post('/sign-out', own, headers));
      expectForeignForm(
        await victim.post('/sign-out', own, {
          'sec-fetch-site': '',
          origin: 'https://evil.example',
        }),
      );
      expect(await whoIs(victim)).toBe('ada');
    },
  );

  describe('a form', () => {
    test('without a token, or with one of something else, is refused', async () => {
      const visitor = fieldsTo(await victim.get('/'), '/sign-in/home');
      for (const csrf of ['', 'x'.repeat(43)]) {
        expectStaleForm(await victim.post('/sign-in/home', { csrf, provider: 'github' }));
      }
      await signsIn(pages, victim, 'ada');
      expectStaleForm(await victim.post('/sign-out', visitor));
      expectStaleForm(await victim.post('/sign-out', {}));
      expect(await whoIs(victim)).toBe('ada');
    });

    test('of a visitor is stale once somebody has signed in in another tab', async () => {
      const other = await victim.get('/');
      await signsIn(pages, victim, 'ada');
      const fields = { ...fieldsTo(other, '/sign-in/home'), provider: 'github' };
      expectStaleForm(await victim.post('/sign-in/home', fields));
    });

    test('to sign out is stale once somebody else has signed in', async () => {
      const [one, two] = [await leavesFor(victim), await leavesFor(victim)];
      await victim.get(await comesBack(victim, one));
      const ofAda = fieldsTo(await victim.get('/'), '/sign-out');
      pages.github.answer = () => ({ subject: 'grace', name: 'grace' });
      await victim.get(await comesBack(victim, two));
      expectStaleForm(await victim.post('/sign-out', ofAda));
      expect(await whoIs(victim)).toBe('grace');
    });

    test('is not met by a session that was planted after it was shown', async () => {
      const page = await victim.get('/');
      await signsIn(pages, attacker, 'alan');
      victim.plant(attacker, session);
      const fields = { ...fieldsTo(page, '/sign-in/home'), provider: 'github' };
      expectStaleForm(await victim.post('/sign-in/home', fields));
    });
  });

  test('a callback works once, and so does what came of it', async () => {
    const callback = await leavesFor(victim);
    const done = await comesBack(victim, callback);
    const everything = pages.browser();
    everything.plant(victim, ...OURS);
    expectNotBegunHere(await victim.get(callback));
    const answers = await Promise.all([victim.get(done), everything.get(done)]);
    const signedIn = answers.filter(({ setCookies }) =>
      setCookies.some((line) => line.startsWith(session)),
    );
    expect(signedIn).toHaveLength(1);
  });

  test('two tabs at the provider at once sign in, the last one counts', async () => {
    const [one, two] = [await leavesFor(victim), await leavesFor(victim)];
    const [first, second] = [await comesBack(victim, one), await comesBack(victim, two)];
    expect(first).not.toBe(second);
    expect((await victim.get(second)).headers.location).toBe('/');
    expect((await victim.get(first)).headers.location).toBe('/');
    expect(await whoIs(victim)).toBe('ada');
  });

  describe('nothing but a form signs anybody in or out', () => {
    test.each(['GET', 'HEAD'])('%s', async (method) => {
      const before = pages.github.asked.length;
      for (const path of ['/sign-in/home', '/sign-in/home?provider=github']) {
        const { status, headers, setCookies } = await victim.get(path, {}, method);
        // The place has the form; nothing has begun.
        expect([status, headers.location]).toEqual(
          method === 'GET' ? [303, '/'] : [405, undefined],
        );
        expect(setCookies).toEqual([]);
      }
      await signsIn(pages, victim, 'ada');
      for (const path of ['/sign-out', '/sign-out?csrf=x', '/']) {
        await victim.get(path, {}, method);
      }
      expect(await whoIs(victim)).toBe('ada');
      expect(pages.github.asked).toHaveLength(before + 1);
    });

    test('and what is loaded ahead or looked at by a program uses nothing up', async () => {
      const callback = await leavesFor(victim);
      const AHEAD = { 'sec-purpose': 'prefetch' };
      expect((await victim.get(callback, AHEAD)).status).toBe(400);
      expect((await victim.get(callback, {}, 'HEAD')).status).toBe(405);
      const done = await comesBack(victim, callback);
      expect((await victim.get(done, AHEAD)).status).toBe(400);
      expect((await victim.get(done, { 'sec-fetch-dest': 'image' })).status).toBe(400);
      expect((await victim.get(done, {}, 'HEAD')).status).toBe(405);
      expect((await victim.get(done)).headers.location).toBe('/');
      expect(await whoIs(victim)).toBe('ada');
    });
  });
});
