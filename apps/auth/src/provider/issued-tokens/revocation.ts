import { type Client, errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import type { Events } from '../../events/events.ts';
import type { Storage } from '../../storage/storage.ts';
import { endGrant } from '../end-grant.ts';
import { ownAccessToken } from './own-access-token.ts';

const FOREIGN = 'the token was issued to another client';

/** A client may revoke what was issued to it; for anything else it is told so (RFC 7009 §2.1). */
export function ownTokensOnly(
  _ctx: unknown,
  client: Client,
  token: { readonly clientId?: string | undefined },
): boolean {
  if (token.clientId !== client.clientId) throw new errors.InvalidRequest(FOREIGN);
  return true;
}

/**
 * Revocation of JWT access tokens (RFC 7009). The library refuses them with `unsupported_token_type`,
 * which clients take for a failure. The client has been authenticated by then; here its token is
 * verified and the grant that it stands for is ended. A token that a client got for itself stands for
 * no grant: it is answered 200 as well, and ends when it expires.
 *
 * Unknown, foreign-signed and expired tokens are answered 200 (RFC 7009 §2.2); another client's token
 * is refused and stays valid.
 */
export async function revokeJwtAccessToken(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  { storage, events }: { readonly storage: Storage; readonly events: Events },
): Promise<void> {
  const { client, params } = ctx.oidc;
  if (client === undefined || typeof params?.token !== 'string') return;
  const claims = ownAccessToken(provider, params.token);
  if (claims !== undefined && claims.client_id !== client.clientId) {
    ctx.status = 400;
    ctx.body = { error: 'invalid_request', error_description: FOREIGN };
    return;
  }
  if (typeof claims?.gid === 'string') {
    await endGrant({ storage, events }, claims.gid, 'client_request');
  }
  ctx.remove('Content-Type');
  ctx.status = 200;
  ctx.body = '';
}
