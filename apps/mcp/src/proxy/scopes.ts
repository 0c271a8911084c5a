import { InvalidScopeError } from '@modelcontextprotocol/sdk/server/auth/errors.js';

import type { ProxyMode } from '../modes/proxy.ts';

/** The scopes in the answer of a provider; undefined if it names none. */
export function scopesIn(
  text: string | undefined,
  { tokens }: Pick<ProxyMode, 'tokens'>,
): readonly string[] | undefined {
  // RFC 6749 §3.3: separated by spaces. GitHub uses commas, which are part of a scope elsewhere.
  const separator = tokens.mode === 'github' ? /[\s,]+/ : /\s+/;
  const scopes = (text ?? '').split(separator).filter((scope) => scope !== '');
  return scopes.length > 0 ? [...new Set(scopes)] : undefined;
}

/**
 * The scopes for a refresh request to the provider: those the client asks for, as far as they were
 * granted (RFC 6749 §6). Clients often repeat their first request, including scopes that were not
 * granted.
 *
 * Undefined: the request has no `scope`, which means all that was granted. This is so if the client
 * asks for nothing or only for `offline_access`, which is not a scope of a resource; if the scopes of
 * the operator are used instead of the client's; and if the granted scopes are not known.
 *
 * @throws {@link InvalidScopeError} when none of the scopes was granted
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
