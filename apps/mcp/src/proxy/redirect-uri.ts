import { isLoopbackHost, isSystemScheme } from '@gatehouse/display';

/** Characters. */
const maxLength = 2048;

/**
 * Whether a client that registered itself may use a redirect URI: https, http on the user's own machine,
 * or a private scheme (RFC 8252 §7). Never http to another machine, a URI that two parsers could read
 * differently, or a scheme that the browser or the system handles itself.
 */
export function isAcceptableRedirect(uri: unknown): uri is string {
  if (typeof uri !== 'string' || uri.length > maxLength || !URL.canParse(uri)) return false;
  if (/[^\x21-\x7e]|[*\\#]/.test(uri)) return false;
  const { protocol, hostname, username, password } = new URL(uri);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return /^https:\/\/[^/]/i.test(uri);
  if (protocol === 'http:') return isLoopbackHost(hostname);
  return !isSystemScheme(protocol);
}
