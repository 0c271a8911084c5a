import type { IDToken } from 'openid-client';
import type { UpstreamIdentity } from '../../upstream/identity.ts';
import { openIdClaims, type ReceivedTokens } from '../../upstream/openid-claims.ts';
import { isMailAddress, profileOf } from '../../upstream/profile.ts';
import { GOOGLE } from './upstream.ts';

/**
 * Who an ID token of Google is about.
 *
 * @throws UpstreamError
 */
export function identityOf(
  idToken: IDToken,
  { issuer, ...received }: ReceivedTokens & { issuer: string; clientId: string },
): UpstreamIdentity {
  const claims = openIdClaims(GOOGLE, idToken, received);
  const { email } = claims;
  const isVerified = claims.email_verified === true && email !== undefined && isMailAddress(email);
  return {
    provider: GOOGLE.provider,
    // The configured spelling, whichever of its two Google signed.
    issuer,
    subject: claims.sub,
    ...profileOf({ name: claims.name, pictureUrl: claims.picture, hostedDomain: claims.hd }),
    ...(isVerified && { email }),
    emailVerified: isVerified,
    verifiedEmails: isVerified ? [email] : [],
    organisations: [],
    ...(claims.auth_time === undefined ? {} : { authTime: claims.auth_time }),
  };
}
