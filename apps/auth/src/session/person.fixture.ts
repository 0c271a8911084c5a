import type { Shown, TestBrowser } from './browser.fixture.ts';
import type { OwnPages } from './pages.fixture.ts';

/** What a form of a page posts, by where to. */
export function fieldsTo(page: Shown, action: string): Record<string, string> {
  const form = new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(page.html);
  const csrf = /name="csrf" value="([^"]*)"/.exec(form?.[1] ?? '')?.[1];
  if (csrf === undefined) throw new Error(`${page.status}: no form to ${action} in ${page.html}`);
  return { csrf };
}

/** The heading of a page. */
export function headingOf({ html }: Shown): string {
  return /<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? '';
}

/** Whom the page at `/` says is signed in; undefined for a visitor. */
export async function whoIs(browser: TestBrowser): Promise<string | undefined> {
  const { html } = await browser.get('/');
  return /id="who".*?<strong><bdi>([^<]*)/s.exec(html)?.[1];
}

/** Presses *Continue with GitHub*. @returns where GitHub would send the browser back to */
export async function leavesFor(browser: TestBrowser, page?: Shown): Promise<string> {
  const shown = page ?? (await browser.get('/'));
  const handOff = await browser.post('/sign-in/home', {
    ...fieldsTo(shown, '/sign-in/home'),
    provider: 'github',
  });
  const state = /state=([\w-]{43})/.exec(handOff.html)?.[1];
  if (state === undefined) throw new Error(`${handOff.status}: ${handOff.html}`);
  return `/callback/github?code=c&state=${state}`;
}

/** As GitHub would send the browser back. */
const FROM_UPSTREAM = { 'sec-fetch-site': 'cross-site' };

/** Comes back from the provider. @returns where the server sends the browser then */
export async function comesBack(browser: TestBrowser, callback: string): Promise<string> {
  const { status, headers } = await browser.get(callback, FROM_UPSTREAM);
  if (status !== 303) throw new Error(`${status} at the callback`);
  return headers.location ?? '';
}

/** Signs in at `/` as somebody of GitHub's. @returns what the browser ends with, not followed */
export async function signsIn(
  { github }: OwnPages,
  browser: TestBrowser,
  subject: string,
  page?: Shown,
): Promise<Shown> {
  const callback = await leavesFor(browser, page);
  github.answer = () => ({ subject, name: subject });
  return browser.get(await comesBack(browser, callback), FROM_UPSTREAM);
}
