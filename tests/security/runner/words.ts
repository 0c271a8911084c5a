/** Answers in a few words, so that what is expected and what is seen can be compared and read. */
import type { Answer, Client } from '../../behaviour/actors/client.ts';
import { formTo, headingOf, type Page, textOf } from '../../behaviour/actors/page.ts';
import type { Observed } from './row.ts';

/** `400 invalid_grant`, `200 tokens`, `201`. */
export function sayAnswer({ status, body }: Answer): string {
  if (typeof body.error === 'string') return `${status} ${body.error}`;
  return typeof body.access_token === 'string' ? `${status} tokens` : String(status);
}

/**
 * `page 400 invalid_client, no Location`, `login page`, `consent page`; a response to the client is
 * `redirect invalid_scope with state and iss` or `redirect code with state and iss`.
 */
export function sayPage(page: Page, client?: Pick<Client, 'redirectUri' | 'issuer'>): string {
  if (page.isOutside) return sayResponse(page.url, client);
  if (formTo(page, '/login') !== undefined) return 'login page';
  if (formTo(page, '/consent') !== undefined) return 'consent page';
  const located = page.headers.has('location') ? '' : ', no Location';
  return `page ${page.status} ${codeOf(page) ?? headingOf(page)}${located}`;
}

/** The stable code in the details of an error page. */
function codeOf({ html }: Page): string | undefined {
  const ours = /<dt>Error<\/dt>\s*<dd>\s*<code>(.*?)<\/code>/s.exec(html)?.[1];
  return ours === undefined ? undefined : textOf(ours);
}

function sayResponse(url: URL, client: Pick<Client, 'redirectUri' | 'issuer'> | undefined): string {
  if (client === undefined) return `redirect to ${url.origin}`;
  const registered = new URL(client.redirectUri);
  if (url.origin !== registered.origin || url.pathname !== registered.pathname) {
    return `redirect to ${url.origin}${url.pathname}`;
  }
  // RFC 6749 §4.2.2.1: for a response type of the implicit flow the answer is in the fragment.
  const inFragment = !url.searchParams.has('iss') && url.hash !== '';
  const said = inFragment ? new URLSearchParams(url.hash.slice(1)) : url.searchParams;
  for (const leaked of ['access_token', 'id_token', 'token']) {
    if (said.has(leaked)) return `redirect with ${leaked}`;
  }
  const what = said.get('error') ?? (said.has('code') ? 'code' : 'nothing');
  const state = said.get('state') === 'a state' ? 'state' : 'no state';
  const iss = said.getAll('iss').join() === client.issuer ? 'iss' : 'no iss';
  return `redirect ${what} with ${state} and ${iss}`;
}

/** The same attack in several spellings, one after the other. */
export async function each<Spelling>(
  spellings: Readonly<Record<string, Spelling>>,
  attack: (spelling: Spelling) => Promise<string>,
): Promise<Observed> {
  const observed: Record<string, string> = {};
  for (const [name, spelling] of Object.entries(spellings)) observed[name] = await attack(spelling);
  return observed;
}

/** Spellings that name themselves. */
export function spelled(...spellings: readonly string[]): Record<string, string> {
  return Object.fromEntries(spellings.map((spelling) => [JSON.stringify(spelling), spelling]));
}

/** What was seen on one line: said once where all spellings came to the same. */
export function inWords(observed: Observed): string {
  if (typeof observed === 'string') return observed;
  const spellings = Object.entries(observed);
  const different = new Set(Object.values(observed));
  if (different.size === 1) return [...different].join();
  return spellings.map(([name, words]) => `${name}: ${words}`).join('; ');
}

/** How many spellings came to what was expected. */
export function spellingsOf(observed: Observed): number {
  return typeof observed === 'string' ? 1 : Object.keys(observed).length;
}
