/**
 * The cookie that keeps which language a person chose. It opens nothing and says nothing about anybody, so
 * that one which somebody planted only changes the words of pages; it counts as far as it names a language
 * of ours. The servers of one host share it: cookies know no ports (RFC 6265 §8.5).
 *
 * @module
 */
import type { Languages } from './language-for.ts';

/** A year, in seconds. */
const LIFETIME = 31_536_000;

/**
 * The language that a person chose; undefined where none of ours is named. Of several cookies of the name
 * the first counts that names one.
 *
 * @param header `Cookie`
 * @param secure whether pages are served over https: no other cookie than one with the prefix counts there
 */
export function chosenLanguage(
  header: string | undefined,
  languages: Languages,
  secure: boolean,
): string | undefined {
  if (header === undefined) return undefined;
  const start = `${nameOf(secure)}=`;
  for (const pair of header.split(';')) {
    const trimmed = pair.trim();
    if (!trimmed.startsWith(start)) continue;
    const value = trimmed.slice(start.length);
    if (languages.includes(value)) return value;
  }
  return undefined;
}

/**
 * The line of `Set-Cookie` that keeps the choice.
 *
 * @param language one of ours
 */
export function languageCookie(language: string, secure: boolean): string {
  // Lax: pages are opened by links of other sites, the first of a sign-in always.
  const scope = `Path=/;${secure ? ' Secure;' : ''} HttpOnly; SameSite=Lax`;
  return `${nameOf(secure)}=${language}; Max-Age=${LIFETIME}; ${scope}`;
}

/** RFC 6265bis §4.1.3.2: no sibling domain can set one with this prefix. */
function nameOf(secure: boolean): string {
  return secure ? '__Host-gatehouse_language' : 'gatehouse_language';
}
