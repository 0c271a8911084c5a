import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { asksForOpenId, isOpenIdScope, scopeNames } from '../../protocol/scopes.ts';
import { operatorTerms } from '../../storage/operator-terms.ts';

/**
 * Whether a request that has no `code_challenge` is refused for that. It is, of everybody but a
 * client that the operator added with `--pkce optional`, and of that one unless the nonce and the
 * client’s own credentials do what the challenge would (OAuth 2.1 §7.5.1). A token for an MCP
 * server is never issued so: the nonce is about the ID token.
 *
 * @throws errors.InvalidRequest for that one client, with the reason
 */
export function pkceRequired(ctx: KoaContextWithOIDC, client: Client): boolean {
  if (operatorTerms(client)?.pkceOptional !== true) return true;
  const missing = missingInstead(ctx, client);
  if (missing === undefined) return false;
  throw new errors.InvalidRequest(`a request without code_challenge ${missing}`);
}

function missingInstead({ oidc }: KoaContextWithOIDC, client: Client): string | undefined {
  const { scope, nonce, resource } = oidc.params ?? {};
  const scopes = scopeNames(scope);
  if (client.clientAuthMethod === 'none') return 'is for clients that can prove who they are';
  if (resource !== undefined || scopes.some((name) => !isOpenIdScope(name))) {
    return 'cannot be for a resource';
  }
  if (!asksForOpenId(scope)) return 'needs the scope openid';
  return typeof nonce === 'string' && nonce !== '' ? undefined : 'needs a nonce';
}
