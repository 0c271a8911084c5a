import { lookup } from 'bcp-47-match';
import Negotiator from 'negotiator';

/** What there is to go by in a request. All of it comes from outside, and may be anything. */
export interface LanguageWishes {
  /** what the person chose on a page of ours (`language-cookie.ts`) */
  readonly chosen?: string | undefined;
  /** `ui_locales`: what a client says about the person (OpenID Connect Core §3.1.2.1) */
  readonly uiLocales?: unknown;
  /** the header `Accept-Language`: what the browser says (RFC 9110 §12.5.4) */
  readonly acceptLanguage?: string | undefined;
}

/** Tags of languages, BCP 47. The first is for whoever understands none of them. */
export type Languages = readonly [string, ...string[]];

/**
 * The language of a page for whoever made a request: what they chose themselves, else what the client
 * says of them, else what their browser asks for, else the first. What names no language of ours counts
 * for nothing, and the next is asked. Never throws.
 *
 * A tag is looked up as RFC 4647 §3.4 says: `de-AT` finds `de`.
 *
 * @returns one of `languages`
 */
export function languageFor(wishes: LanguageWishes, languages: Languages): string {
  const { chosen, uiLocales, acceptLanguage } = wishes;
  const tags = [...languages];
  return (
    tags.find((tag) => tag === chosen) ??
    lookup(tags, localesIn(uiLocales)) ??
    lookup(tags, rangesIn(acceptLanguage)) ??
    languages[0]
  );
}

/**
 * The most that is read of a wish, in characters: Chrome sends eighty where somebody reads ten languages. A
 * tag that is cut off there names another language at worst.
 */
const READ = 500;

/** A tag, as far as it takes to look it up (RFC 5646 §2.1). */
const TAG = /^[a-z]{1,8}(?:-[a-z\d]{1,8}){0,7}$/i;

/** Those that are wanted most first (OpenID Connect Core §3.1.2.1: separated by spaces). */
function localesIn(uiLocales: unknown): string[] {
  if (typeof uiLocales !== 'string') return [];
  return uiLocales.slice(0, READ).split(' ').filter(isTag);
}

function rangesIn(acceptLanguage = ''): string[] {
  const headers = { 'accept-language': acceptLanguage.slice(0, READ) };
  return new Negotiator({ headers }).languages().filter(isTag);
}

function isTag(range: string): boolean {
  return TAG.test(range);
}
