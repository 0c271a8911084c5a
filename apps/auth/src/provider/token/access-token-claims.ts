import type { AccessToken, ClientCredentials, KoaContextWithOIDC } from 'oidc-provider';
import type { UserAccount } from '../accounts.ts';

/**
 * Claims of an access token beyond RFC 9068 §2.2: the grant it belongs to, when the user signed in,
 * and the name that tools greet them by.
 */
export function accessTokenClaims(
  ctx: KoaContextWithOIDC,
  token: AccessToken | ClientCredentials,
): Record<string, unknown> | undefined {
  if (token.kind !== 'AccessToken') return undefined;
  const {
    AuthorizationCode: code,
    RefreshToken: refreshToken,
    Account: account,
  } = ctx.oidc.entities;
  const username = (account as UserAccount | undefined)?.user.username;
  const authTime = code?.authTime ?? refreshToken?.authTime;
  return {
    gid: token.grantId,
    ...(authTime === undefined ? undefined : { auth_time: authTime }),
    ...(username == null ? undefined : { preferred_username: username }),
  };
}
