/** An action that wants a sign-in of lately. The server has none of its own yet: here it is `/action`. */
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestBrowser } from './browser.fixture.ts';
import { type OwnPages, serveOwnPages } from './pages.fixture.ts';
import { comesBack, fieldsTo, headingOf, leavesFor, signsIn, whoIs } from './person.fixture.ts';

describe('an action that wants a fresh sign-in', () => {
  let database: Database;
  let pages: OwnPages;
  let browser: TestBrowser;
  beforeAll(async () => {
    database = await openTestDatabase('server');
    pages = await serveOwnPages('https://auth.example', database);
  });
  afterAll(async () => {
    await pages.close();
    await database.close();
  });
  beforeEach(() => {
    browser = pages.browser();
  });

  const newest = () => database.prisma.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });

  /** Makes the newest session one of an hour ago. */
  const age = () =>
    database.prisma.$executeRawUnsafe(
      `UPDATE sessions SET payload = jsonb_set(payload, '{loginTs}',
        to_jsonb((payload->>'loginTs')::int - 3600))`,
    );

  test('asks nobody to sign in first, and comes back', async () => {
    const page = await browser.get('/action');
    expect([page.status, headingOf(page)]).toEqual([403, 'Sign in']);
    expect((await signsIn(pages, browser, 'ada', page)).headers.location).toBe('/');
    expect((await browser.get('/action')).html).toMatch(/^done by usr_/);
  });

  test('asks somebody whose sign-in is old to sign in again, by a form', async () => {
    await signsIn(pages, browser, 'ada');
    const { uid } = await newest();
    await age();
    const page = await browser.get('/action');
    expect(page.status).toBe(403);
    expect(page.html).toContain('sign in again as <bdi>ada</bdi>');
    const [before] = browser.values('__Host-gatehouse_session');
    const done = await signsIn(pages, browser, 'ada', page);
    expect(done.headers.location).toBe('/');
    expect(pages.github.asked.at(-1)).toMatchObject({ selectAccount: true });
    expect((await browser.get('/action')).html).toMatch(/^done by usr_/);
    // Of the same session, which clients know by its `sid`, under another name.
    expect((await newest()).uid).toBe(uid);
    expect(browser.values('__Host-gatehouse_session')).not.toContain(before);
  });

  test('does not take another person for the one who is signed in', async () => {
    await signsIn(pages, browser, 'ada');
    await age();
    const before = await newest();
    const page = await browser.get('/action');
    const refused = await signsIn(pages, browser, 'grace', page);
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('That was another account');
    expect(refused.setCookies.join()).not.toContain('gatehouse_session=');
    expect(await whoIs(browser)).toBe('ada');
    expect(await newest()).toEqual(before);
    expect((await browser.get('/action')).status).toBe(403);
    // The right one can go on from there.
    await signsIn(pages, browser, 'ada', refused);
    expect((await browser.get('/action')).status).toBe(200);
  });

  test('goes by when the provider says that they signed in', async () => {
    await signsIn(pages, browser, 'ada');
    await age();
    const callback = await leavesFor(browser, await browser.get('/action'));
    const old = Math.floor(Date.now() / 1000) - 1800;
    pages.github.answer = () => ({ subject: 'ada', name: 'ada', authTime: old });
    await browser.get(await comesBack(browser, callback));
    expect(await whoIs(browser)).toBe('ada');
    expect((await browser.get('/action')).status).toBe(403);
  });

  test('is closed again after a while', async () => {
    await signsIn(pages, browser, 'ada');
    expect((await browser.get('/action')).status).toBe(200);
    pages.advance(301);
    expect((await browser.get('/action')).status).toBe(403);
    pages.advance(-301);
  });

  test.each(['signed out', 'somebody else'])(
    'ends in “out of date” where the user of the session is meanwhile %s',
    async (meanwhile) => {
      await signsIn(pages, browser, 'ada');
      // Two tabs of a visitor, of which one comes back later.
      const visitor = pages.browser();
      const other = await leavesFor(visitor);
      visitor.plant(browser, '__Host-gatehouse_session');
      await age();
      const again = await leavesFor(visitor, await visitor.get('/action'));
      if (meanwhile === 'signed out') {
        await visitor.post('/sign-out', fieldsTo(await visitor.get('/'), '/sign-out'));
      } else {
        pages.github.answer = () => ({ subject: 'grace', name: 'grace' });
        await visitor.get(await comesBack(visitor, other));
      }
      pages.github.answer = () => ({ subject: 'ada', name: 'ada' });
      const page = await visitor.get(await comesBack(visitor, again));
      expect([page.status, headingOf(page)]).toEqual([400, 'This page is out of date']);
      expect(await whoIs(visitor)).toBe(meanwhile === 'signed out' ? undefined : 'grace');
    },
  );

  test('has a form that is stale once signed out', async () => {
    await signsIn(pages, browser, 'ada');
    await age();
    const fields = {
      ...fieldsTo(await browser.get('/action'), '/sign-in/home'),
      provider: 'github',
    };
    await browser.post('/sign-out', fieldsTo(await browser.get('/'), '/sign-out'));
    const page = await browser.post('/sign-in/home', fields);
    expect([page.status, headingOf(page)]).toEqual([403, 'This page is out of date']);
  });
});
