import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { TestBrowser } from './browser.fixture.ts';
import { type OwnPages, serveOwnPages } from './pages.fixture.ts';
import { comesBack, fieldsTo, headingOf, leavesFor, signsIn, whoIs } from './person.fixture.ts';

describe.each(['http://localhost:3000', 'https://auth.example'])(
  'signing in at %s',
  (publicUrl) => {
    let database: Database;
    let pages: OwnPages;
    let browser: TestBrowser;
    beforeAll(async () => {
      database = await openTestDatabase('server');
      pages = await serveOwnPages(publicUrl, database);
    });
    afterAll(async () => {
      await pages.close();
      await database.close();
    });
    beforeEach(() => {
      pages.admit(() => true);
      browser = pages.browser();
    });

    const rowsOf = async (table: 'sessions' | 'artifacts') => {
      const text = `SELECT count(*)::int AS n, max(xmin::text::bigint)::text AS last FROM ${table}`;
      const [row] = await database.query<object>({ name: `test_rows_${table}`, text }, []);
      return row;
    };

    test('a visitor has a button for each provider, and the page writes nothing', async () => {
      const before = [await rowsOf('sessions'), await rowsOf('artifacts')];
      const { html, status } = await browser.get('/');
      expect(status).toBe(200);
      expect(html).toContain('Continue with GitHub');
      expect(html).toContain('Continue with Google');
      expect(await whoIs(browser)).toBeUndefined();
      expect([await rowsOf('sessions'), await rowsOf('artifacts')]).toEqual(before);
    });

    test('ends where it began, with the name and the provider, and the page writes nothing', async () => {
      const { status, headers } = await signsIn(pages, browser, 'ada');
      expect([status, headers.location]).toEqual([303, '/']);
      const before = await rowsOf('sessions');
      const { html } = await browser.get('/');
      expect(html).toContain('Signed in with GitHub');
      expect(await whoIs(browser)).toBe('ada');
      expect(html).not.toContain('Continue with');
      expect(await rowsOf('sessions')).toEqual(before);
    });

    test('has the session’s cookie as the library sets it', async () => {
      const { setCookies } = await signsIn(pages, browser, 'ada');
      const lines = setCookies.filter((line) => line.includes('gatehouse_session'));
      const prefix = publicUrl.startsWith('https:') ? '__Host-' : '';
      const names = [`${prefix}gatehouse_session`, `${prefix}gatehouse_session.sig`];
      expect(lines.map((line) => line.split('=')[0])).toEqual(names);
      for (const line of lines) {
        expect(line).toMatch(/; path=\/;.*httponly/i);
        expect(line).toMatch(/; samesite=lax/i);
        expect(line).toMatch(/; expires=/i);
        expect(/; secure/i.test(line)).toBe(prefix !== '');
        expect(line).not.toMatch(/; domain=/i);
      }
    });

    test('asks the provider who it is, also of somebody who has just signed out', async () => {
      await leavesFor(browser);
      expect(pages.github.asked.at(-1)).toMatchObject({ selectAccount: true });
      expect(pages.github.asked.at(-1)).not.toHaveProperty('loginHint');
    });

    test('shows the addresses of servers, which a visitor is not told', async () => {
      const resource = 'https://notes.internal.example/mcp';
      const notes = { resource, name: 'Notes', scopes: {}, aliases: [] };
      await pages.storage.resources.replaceAll([{ ...notes, accessTokenAlg: 'ES256' }]);
      expect((await browser.get('/')).html).not.toContain(resource);
      await signsIn(pages, browser, 'ada');
      expect((await browser.get('/')).html).toContain(`<code class="copy">${resource}</code>`);
    });

    test('as somebody of an emulated provider asks nobody there again', async () => {
      pages.google.emulated = true;
      const fields = fieldsTo(await browser.get('/'), '/sign-in/home');
      const person = 'google ada@example.com';
      const { status } = await browser.post('/sign-in/home', { ...fields, person });
      pages.google.emulated = false;
      expect(status).toBe(200);
      const [asked] = pages.google.asked.slice(-1);
      expect(asked).toMatchObject({ loginHint: 'ada@example.com' });
      expect(asked?.selectAccount).toBeUndefined();
    });

    test.each(['google ada@example.com', 'google', 'nowhere ada', ' ada', ''])(
      'suggests nobody to a real provider, nor to one that is none: “%s”',
      async (person) => {
        const before = pages.google.asked.length;
        const fields = fieldsTo(await browser.get('/'), '/sign-in/home');
        // As long as it says something, it is what was pressed.
        const posted = { ...fields, provider: 'google', person };
        const { status } = await browser.post('/sign-in/home', posted);
        expect(status).toBe(400);
        expect(pages.google.asked).toHaveLength(before);
      },
    );

    test('is over once signed out, under every name that the session had', async () => {
      await signsIn(pages, browser, 'ada');
      const copy = pages.browser();
      copy.plant(browser, '__Host-gatehouse_session', 'gatehouse_session');
      const page = await browser.get('/');
      const { status, headers } = await browser.post('/sign-out', fieldsTo(page, '/sign-out'));
      expect([status, headers.location]).toEqual([303, '/']);
      expect(await whoIs(browser)).toBeUndefined();
      expect(browser.values('__Host-gatehouse_session')).toEqual([]);
      expect(browser.values('gatehouse_session')).toEqual([]);
      expect(await whoIs(copy)).toBeUndefined();
    });

    const isMarked = async (who: TestBrowser) =>
      (await who.get('/')).html.includes('Continue with GitHub</span> <span class="tag">Last used');

    test('the provider that somebody signed in with is marked afterwards, until they sign out', async () => {
      expect(await isMarked(browser)).toBe(false);
      await signsIn(pages, browser, 'ada');
      await database.prisma.session.updateMany({ data: { expiresAt: new Date(0) } });
      expect(await whoIs(browser)).toBeUndefined();
      expect(await isMarked(browser)).toBe(true);
      await signsIn(pages, browser, 'ada');
      await browser.post('/sign-out', fieldsTo(await browser.get('/'), '/sign-out'));
      expect(await isMarked(browser)).toBe(false);
    });

    test('one with which a sign-in came to nothing is not', async () => {
      pages.admit(() => false);
      await signsIn(pages, browser, 'mallory');
      expect(await isMarked(browser)).toBe(false);
    });

    test('signing out twice ends at the same page, and is told once', async () => {
      const before = pages.happened.length;
      await signsIn(pages, browser, 'ada');
      const fields = fieldsTo(await browser.get('/'), '/sign-out');
      await browser.post('/sign-out', fields);
      const { status, headers } = await browser.post('/sign-out', fields);
      expect([status, headers.location]).toEqual([303, '/']);
      const { userId } = await database.prisma.identity.findFirstOrThrow({
        where: { subject: 'ada' },
      });
      expect(pages.happened.slice(before)).toEqual([
        { type: 'signed_in', provider: 'github', userId },
        { type: 'signed_out', userId },
      ]);
    });

    test.each([
      ['who is not admitted any more', async () => pages.admit((subject) => subject !== 'grace')],
      [
        'who was disabled',
        () =>
          database.prisma.user.updateMany({
            where: { name: 'grace' },
            data: { disabledAt: new Date() },
          }),
      ],
      [
        'whose session has ended',
        () => database.prisma.session.updateMany({ data: { expiresAt: new Date(0) } }),
      ],
    ])('somebody %s is nobody', async (_what, change) => {
      await database.prisma.user.updateMany({ data: { disabledAt: null } });
      await signsIn(pages, browser, 'grace');
      expect(await whoIs(browser)).toBe('grace');
      await change();
      expect(await whoIs(browser)).toBeUndefined();
    });

    describe('a sign-in that comes to nothing', () => {
      test('at the provider says so, with a reference in the log and every way to try again', async () => {
        const callback = await leavesFor(browser);
        pages.github.answer = () => {
          throw new UpstreamError('unavailable', 'github', 'down');
        };
        const page = await browser.get(await comesBack(browser, callback));
        expect(page.status).toBe(503);
        expect(page.html).toContain('GitHub does not answer just now');
        expect(page.html).toContain('Continue with Google');
        const { status } = await signsIn(pages, browser, 'ada', page);
        expect(status).toBe(303);
        expect(await whoIs(browser)).toBe('ada');
      });

      test('before the provider does too', async () => {
        const page = await browser.get('/');
        pages.github.isDown = true;
        const fields = { ...fieldsTo(page, '/sign-in/home'), provider: 'github' };
        const answer = await browser.post('/sign-in/home', fields);
        pages.github.isDown = false;
        expect(answer.status).toBe(503);
        expect(answer.html).toContain('GitHub does not answer just now');
      });

      test('for want of admission says so, and another account may be used', async () => {
        pages.admit((subject) => subject === 'ada');
        const page = await signsIn(pages, browser, 'mallory');
        expect([page.status, headingOf(page)]).toEqual([403, 'This account has no access']);
        expect(page.html).not.toContain('Return to');
        expect(await whoIs(browser)).toBeUndefined();
        const choose = await browser.post('/sign-in/home', fieldsTo(page, '/sign-in/home'));
        expect([choose.status, headingOf(choose)]).toEqual([200, 'Sign in']);
        await signsIn(pages, browser, 'ada', choose);
        expect(await whoIs(browser)).toBe('ada');
      });

      test('because the user was shut out in between says so', async () => {
        await signsIn(pages, browser, 'ada');
        const other = pages.browser();
        const callback = await leavesFor(other);
        pages.github.answer = () => ({ subject: 'ada' });
        const done = await comesBack(other, callback);
        await database.prisma.user.updateMany({ data: { disabledAt: new Date() } });
        const page = await other.get(done);
        await database.prisma.user.updateMany({ data: { disabledAt: null } });
        expect([page.status, headingOf(page)]).toEqual([403, 'This account has no access']);
        expect(other.values('gatehouse_session')).toEqual([]);
        expect(await whoIs(other)).toBeUndefined();
      });

      test('reloaded leads home', async () => {
        const callback = await leavesFor(browser);
        pages.github.answer = () => {
          throw new UpstreamError('denied', 'github', 'cancelled');
        };
        const done = await comesBack(browser, callback);
        expect((await browser.get(done)).html).toContain('The sign-in at GitHub was cancelled');
        const { status, headers } = await browser.get(done);
        expect([status, headers.location]).toEqual([303, '/']);
      });
    });
  },
);
