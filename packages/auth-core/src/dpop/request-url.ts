/**
 * The form in which URLs are compared with `htu`: without query and fragment, after syntax-based and
 * scheme-based normalization (RFC 9449 §4.3, RFC 3986 §6.2.2 and §6.2.3). Undefined where it is not an
 * http or https URL, or contains characters that no URL has and that a parser would silently replace.
 */
export function comparableUrl(text: string): string | undefined {
  if (!/^https?:\/\/[!-~]+$/i.test(text) || /[\\<>"^`{|}]/.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return undefined;
  // The parser has already made scheme and host lower case, and removed default port and dot segments.
  return url.origin + url.pathname.replaceAll(/%[0-9a-f]{2}/gi, normalizedEscape);
}

/** An escape in upper case, or the character itself if it needs none (RFC 3986 §6.2.2.1, §6.2.2.2). */
function normalizedEscape(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
}
