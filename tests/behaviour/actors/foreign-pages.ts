import type { Browser } from './browser.ts';
import { formsOf, headingOf, linkTarget, type Form, type Page } from './page.ts';

/** The form of one of bare `oidc-provider`'s pages, or the one that a page of it posts by itself. */
function formOf(page: Page): Form | undefined {
  const isOurs = (name: string) => name === 'prompt' || name === 'logout';
  return formsOf(page).find(({ fields }) => fields.some(([name]) => isOurs(name)));
}

/**
 * Does what the pages of bare `oidc-provider` ask: who it is, where nobody is signed in there, that somebody else
 * no longer is, and that the client may know.
 *
 * @returns what the browser arrives at afterwards
 */
export async function signInThere(browser: Browser, first: Page, login: string): Promise<Page> {
  const { origin } = first.url;
  let page = first;
  for (let form = formOf(page); form !== undefined; form = formOf(page)) {
    const filled: Record<string, string> = { login, password: 'any' };
    const fields = form.fields.map(([name, value]) => [name, filled[name] ?? value] as const);
    page = await browser.submit({ ...form, fields }, page);
  }
  if (page.url.origin !== origin) return page;
  throw new Error(`still there, at ${page.status} ${page.url.pathname}: ${headingOf(page)}`);
}

/** Leaves by the link that gives up. */
export async function cancelThere(browser: Browser, page: Page): Promise<Page> {
  const target = linkTarget(page, /^\[ Cancel \]$/);
  if (target === undefined) throw new Error(`no way to cancel at ${page.url.pathname}`);
  return browser.follow(page, target);
}
