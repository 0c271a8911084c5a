import { createHash } from 'node:crypto';
import type { IDToken } from 'openid-client';
import { z } from 'zod';
import type { UpstreamIdentity } from '../../upstream/identity.ts';
import { GOOGLE } from './upstream.ts';
import { isMailAddress, profileOf } from '../../upstream/profile.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';

const Claims = z.object({
  sub: z.string().regex(/^[\x21-\x7e]{1,255}$/),
  azp: z.string().optional(),
  at_hash: z.string().optional(),
  name: z.string().optional().catch(undefined),
  picture: z.string().optional().catch(undefined),
  hd: z.string().optional().catch(undefined),
  auth_time: z.int().positive().optional().catch(undefined),
  // Whatever is not exactly `true` is not verified: "false" is a string, and truthy.
  email: z.string().optional().catch(undefined),
  email_verified: z.unknown().optional(),
});

/**
 * Who an ID token is about. Signature, issuer, audience, expiry and nonce are checked already; this
 * adds `azp` and `at_hash` (OpenID Connect Core §3.1.3.7, §3.1.3.8), which are checked where present.
 *
 * @throws UpstreamError
 */
export function identityOf(
  idToken: IDToken,
  { issuer, clientId, accessToken }: { issuer: string; clientId: string; accessToken: string },
): UpstreamIdentity {
  const parsed = Claims.safeParse(idToken);
  if (!parsed.success) throw invalid('claims of the wrong type');
  const claims = parsed.data;
  if (claims.azp !== undefined && claims.azp !== clientId) throw invalid('a foreign azp');
  if (claims.at_hash !== undefined && claims.at_hash !== accessTokenHash(accessToken)) {
    throw invalid('an at_hash of another access token');
  }
  const { email } = claims;
  if (claims.email_verified !== true || email === undefined || !isMailAddress(email)) {
    throw new UpstreamError(
      'no_verified_email',
      GOOGLE.provider,
      'The Google account has no e-mail address that is verified.',
    );
  }
  return {
    provider: GOOGLE.provider,
    // The configured spelling, whichever of its two Google signed.
    issuer,
    subject: claims.sub,
    ...profileOf({ name: claims.name, pictureUrl: claims.picture, hostedDomain: claims.hd }),
    email,
    emailVerified: true,
    organisations: [],
    ...(claims.auth_time === undefined ? {} : { authTime: claims.auth_time }),
  };
}

/** The left half of SHA-256, which goes with RS256. */
function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

function invalid(what: string): UpstreamError {
  return new UpstreamError(
    'invalid_response',
    GOOGLE.provider,
    `Google sent an ID token with ${what}.`,
  );
}
