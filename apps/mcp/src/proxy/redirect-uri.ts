import { isLoopback } from '@gatehouse/auth-core';

/**
 * Where a self-registered client may be sent: https, http on the person's own machine, or a scheme
 * of its own (RFC 8252 §7). Never anything that a browser would run or that leaves in clear.
 */
export function isAcceptableRedirect(uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false;
  const { protocol, hostname, username, password } = new URL(uri);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  if (protocol === 'http:') return isLoopback(hostname);
  return !forbidden.has(protocol);
}

const forbidden = new Set([
  'javascript:',
  'data:',
  'vbscript:',
  'blob:',
  'file:',
  'about:',
  'view-source:',
  'ws:',
  'wss:',
  'ftp:',
]);
