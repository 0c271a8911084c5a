import { InvalidScopeError } from '@modelcontextprotocol/sdk/server/auth/errors.js';

import type { ProxyMode } from '../modes/proxy.ts';

/** The scopes that a provider names; undefined where it names none. */
export function scopesIn(
  text: string | undefined,
  { tokens }: Pick<ProxyMode, 'tokens'>,
): readonly string[] | undefined {
  // RFC 6749 §3.3 has spaces between them, GitHub commas, which others may have within a name.
  const separator = tokens.mode === 'github' ? /[\s,]+/ : /\s+/;
  const scopes = (text ?? '').split(separator).filter((scope) => scope !== '');
  return scopes.length > 0 ? [...new Set(scopes)] : undefined;
}

/**
 * What the provider is asked for at a refresh: of what the client asks, as much as was granted (RFC
 * 6749 §6). Clients repeat there what they asked at first, granted or not.
 *
 * Undefined: nothing is said, which means what was granted. So it is where the client asks for
 * nothing, or for `offline_access` alone, which is no access but to go on; where the operator's scopes
 * were asked for instead of the client's; and where nobody knows what was granted.
 *
 * @throws {@link InvalidScopeError} when nothing is left
 */
export function scopesToRefresh(
  asked: readonly string[] = [],
  granted: readonly string[] | undefined,
  { scopes: fixed }: Pick<ProxyMode, 'scopes'>,
): string[] | undefined {
  const named = asked.filter((scope) => scope !== '');
  const isUnsaid = named.every((scope) => scope === 'offline_access');
  if (isUnsaid || granted === undefined || fixed !== undefined) return undefined;
  const left = granted.filter((scope) => named.includes(scope));
  if (left.length > 0) return left;
  throw new InvalidScopeError('None of these scopes was granted.');
}
