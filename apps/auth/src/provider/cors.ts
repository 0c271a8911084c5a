import type { Client } from 'oidc-provider';

/**
 * Which browser origins may call the token, revocation and userinfo endpoints for a client: the
 * origins of its own redirect URIs. An opaque origin (`null`) never matches.
 */
export function clientBasedCors(_ctx: unknown, origin: string, client: Client): boolean {
  if (origin === 'null') return false;
  return (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin);
}
