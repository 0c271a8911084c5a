/**
 * The pages that people see at an emulated provider, in place of the emulator's own.
 *
 * @module
 */
import { choosePage, offersOf } from './choose-page.ts';
import { PAGE_HEADERS } from './frame.ts';
import { type LibraryForm, readLibraryPage } from './library-page.ts';
import { frontPage, notFoundPage, refusedPage } from './other-pages.ts';
import type { Stage } from './stage.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a browser asked for. */
export interface Asked {
  readonly url: URL;
  readonly method: string;
  /** whether it takes a page */
  readonly takesPages: boolean;
}

/** The emulator's own answer. */
export interface Answered {
  readonly status: number;
  readonly isPage: boolean;
  readonly body: string;
}

/** Where the authorization server's home page reads whom one may be. */
const PEOPLE = '/__people';

/** What is answered without asking the emulator. */
export function answerByItself(
  stage: Stage,
  { url, method, takesPages }: Asked,
): Answer | undefined {
  // The library fails over it, as over an address of another host.
  if (url.pathname.startsWith('//')) return page(404, notFoundPage(stage));
  if (method !== 'GET') return undefined;
  if (url.pathname === PEOPLE) {
    const people = stage.roles.map(({ account, name, email }) => ({ account, name, email }));
    const headers = { 'content-type': 'application/json' };
    return { status: 200, headers, body: JSON.stringify(people) };
  }
  return url.pathname === '/' && takesPages ? page(200, frontPage(stage)) : undefined;
}

/**
 * What is answered in place of the emulator's answer; a form is one to be posted for the browser, and its
 * answer to be passed on. Undefined where the emulator's answer stays.
 */
export function answerInstead(
  stage: Stage,
  { url, takesPages }: Asked,
  { status, isPage, body }: Answered,
): Answer | { readonly submit: LibraryForm } | undefined {
  if (status === 404 && takesPages) return page(404, notFoundPage(stage));
  const read = isPage ? readLibraryPage(body) : undefined;
  if (read === undefined) return undefined;
  if (read.kind === 'refused') return page(status, refusedPage(stage, read.title, read.message));
  const offers = offersOf(stage, read.forms);
  const suggested = offers.find(({ role }) => role.account === suggestedIn(url));
  return suggested === undefined
    ? page(status, choosePage(stage, offers))
    : { submit: suggested.form };
}

/**
 * Whom a request suggests: `login` at GitHub, `login_hint` of OpenID Connect (Core §3.1.2.1). Somebody who
 * is signed in at a provider passes through it where nobody asks to choose (`prompt`), and everybody who can
 * be somebody here is signed in.
 */
function suggestedIn({ searchParams }: URL): string | undefined {
  if (searchParams.has('prompt')) return undefined;
  return searchParams.get('login_hint') ?? searchParams.get('login') ?? undefined;
}

function page(status: number, body: string): Answer {
  return { status, headers: PAGE_HEADERS, body };
}
