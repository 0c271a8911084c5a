import type { KoaContextWithOIDC } from 'oidc-provider';
import { answerOf } from '../answer.ts';

/**
 * A client that asks for a grant type which it did not register is `unauthorized_client` (RFC 6749
 * §5.2); the library says `invalid_request`. It checks this as soon as it knows that the grant type
 * exists, so an `invalid_request` of such a client can be about nothing else.
 */
export function nameUnregisteredGrantType(ctx: KoaContextWithOIDC): void {
  if (answerOf(ctx)?.error !== 'invalid_request') return;
  const { client, params } = ctx.oidc;
  const grantType = params?.grant_type;
  if (client === undefined || typeof grantType !== 'string') return;
  if (client.grantTypeAllowed(grantType)) return;
  ctx.body = {
    error: 'unauthorized_client',
    error_description: `the client did not register the grant type ${grantType}`,
  };
}
