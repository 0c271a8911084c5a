import { isLoopbackHost, isSystemScheme } from '@gatehouse/display';

/** Characters. */
const maxLength = 2048;

/**
 * Where a self-registered client may be sent: https, http on the person's own machine, or a scheme
 * of its own (RFC 8252 §7). Never anything that leaves in clear, that a parser could read in two
 * ways, or that a browser or system handles itself.
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
