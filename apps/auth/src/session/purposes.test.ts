/** A sign-in for an authorization request is none for a page of ours, nor the other way round. */
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Shown, TestBrowser } from './browser.fixture.ts';
import { type OwnPages, serveOwnPages } from './pages.fixture.ts';
import { comesBack, fieldsTo, headingOf, leavesFor, signsIn, whoIs } from './person.fixture.ts';

const REDIRECT = 'https://client.example/callback';

describe.each(['http://localhost:3000', 'https://auth.example'])('at %s', (publicUrl) => {
  let database: Database;
  let pages: OwnPages;
  let browser: TestBrowser;
  let request: string;
  beforeAll(async () => {
    database = await openTestDatabase('server');
    pages = await serveOwnPages(publicUrl, database);
    const body = JSON.stringify({
      redirect_uris: [REDIRECT],
      token_endpoint_auth_method: 'none',
      scope: 'openid',
    });
    const json = { 'content-type': 'application/json', accept: 'application/json' };
    const { html } = await pages.browser().send('POST', '/reg', json, body);
    const { client_id } = JSON.parse(html) as { client_id: string };
    request = `/auth?${new URLSearchParams({
      client_id,
      response_type: 'code',
      redirect_uri: REDIRECT,
      scope: 'openid',
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
    })}`;
  });
  afterAll(async () => {
    await pages.close();
    await database.close();
  });
  beforeEach(() => {
    browser = pages.browser();
    pages.github.answer = () => ({ subject: 'ada', name: 'ada' });
  });

  const pathOf = (location: string | undefined) => {
    const { pathname, search } = new URL(location!, publicUrl);
    return pathname + search;
  };

  /** Opens the authorization request. @returns the page, and where it is */
  async function authorizes(): Promise<Shown & { at: string }> {
    const at = pathOf((await browser.get(request)).headers.location);
    return { ...(await browser.get(at)), at };
  }

  /** Presses *Continue with GitHub* on the login page of a request. */
  async function leavesAt(page: Shown & { at: string }): Promise<string> {
    const action = `${page.at}/login`;
    const fields = { ...fieldsTo(page, action), provider: 'github' };
    const { html } = await browser.post(action, fields);
    return `/callback/github?code=c&state=${/state=([\w-]{43})/.exec(html)![1]!}`;
  }

  test('somebody who has signed in at a page is asked for nothing but consent', async () => {
    await signsIn(pages, browser, 'ada');
    const page = await authorizes();
    expect(page.html).toContain(`${page.at}/consent`);
    expect(page.html).toContain('ada');
  });

  test('somebody who has signed in for a request is signed in at a page, and out everywhere', async () => {
    const callback = await leavesAt(await authorizes());
    const signedIn = await browser.get(await comesBack(browser, callback));
    await browser.get(pathOf(signedIn.headers.location));
    expect(await whoIs(browser)).toBe('ada');
    expect(browser.cookiesAnywhere()).toContain('gatehouse_provider=github');
    await browser.post('/sign-out', fieldsTo(await browser.get('/'), '/sign-out'));
    expect(browser.cookiesAnywhere()).not.toContain('gatehouse_provider');
    expect(headingOf(await authorizes())).toMatch(/^Sign in to /);
  });

  test('the state of a request leads to the request, and its outcome is none of a page’s', async () => {
    const page = await authorizes();
    const next = await comesBack(browser, await leavesAt(page));
    expect(next).toBe(`${page.at}/signed-in`);
    const uid = page.at.split('/').at(-1)!;
    const cookie = browser.cookiesAnywhere();
    const { status, headers } = await browser.get(`/sign-in/${uid}/done`, { cookie });
    expect([status, headers.location]).toEqual([303, '/']);
    expect(await whoIs(browser)).toBeUndefined();
    // It waits where it belongs.
    expect((await browser.get(next)).headers.location).toContain('/auth/');
  });

  test('the outcome of a page is none of a request’s', async () => {
    const page = await authorizes();
    const done = await comesBack(browser, await leavesFor(browser));
    const uid = done.split('/')[2]!;
    const cookie = browser.cookiesAnywhere();
    for (const at of [`/interaction/${uid}/signed-in`, `${page.at}/signed-in`]) {
      const answer = await browser.get(at, { cookie });
      expect(answer.headers.location ?? '').not.toContain('/auth/');
    }
    expect(await whoIs(browser)).toBeUndefined();
    expect((await browser.get(done)).headers.location).toBe('/');
    expect(await whoIs(browser)).toBe('ada');
  });

  test('a stored state that says both is refused', async () => {
    const callback = await leavesAt(await authorizes());
    await database.prisma.$executeRawUnsafe(
      `UPDATE artifacts SET payload = payload || '{"returnTo": "home"}' WHERE kind = 'UpstreamState'`,
    );
    expect((await browser.get(callback)).status).toBe(403);
  });

  test('the form of the one does not serve for the other', async () => {
    const login = await authorizes();
    const home = await browser.get('/');
    const cookie = browser.cookiesAnywhere();
    const ofRequest = fieldsTo(login, `${login.at}/login`);
    const ofHome = fieldsTo(home, '/sign-in/home');
    for (const [action, fields, heading] of [
      ['/sign-in/home', ofRequest, 'This page is out of date'],
      [`${login.at}/login`, ofHome, 'That did not come from this page'],
    ] as const) {
      const page = await browser.post(action, { ...fields, provider: 'github' }, { cookie });
      expect([page.status, headingOf(page)]).toEqual([403, heading]);
    }
  });
});
