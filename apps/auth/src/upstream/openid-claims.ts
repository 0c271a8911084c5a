import { createHash } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import type { IDToken } from 'openid-client';
import { z } from 'zod';
import { UpstreamError } from './upstream-error.ts';
import type { Upstream } from './upstream.ts';

const Claims = z.object({
  // OpenID Connect Core §2: at most 255 ASCII characters.
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

export type OpenIdClaims = z.infer<typeof Claims>;

/** What came with the claims. */
export interface ReceivedTokens {
  readonly accessToken: string;
  /** the ID token itself */
  readonly encoded: string;
  /**
   * What userinfo says of the same subject (OpenID Connect Core §5.3); undefined where there is none.
   *
   * @throws UpstreamError
   */
  readonly userInfo: () => Promise<Readonly<Record<string, unknown>> | undefined>;
}

/**
 * The claims that we know, of an ID token whose signature, issuer, audience, expiry and nonce are
 * checked already. Adds `azp` and `at_hash` (OpenID Connect Core §3.1.3.7, §3.1.3.8), which are checked
 * where present.
 *
 * @throws UpstreamError
 */
export function openIdClaims(
  { provider, label }: Pick<Upstream, 'provider' | 'label'>,
  idToken: IDToken,
  {
    clientId,
    accessToken,
    encoded,
  }: Pick<ReceivedTokens, 'accessToken' | 'encoded'> & { readonly clientId: string },
): OpenIdClaims {
  const invalid = (what: string) =>
    new UpstreamError('invalid_response', provider, `${label} sent an ID token with ${what}.`);
  const parsed = Claims.safeParse(idToken);
  if (!parsed.success) throw invalid('claims of the wrong type');
  const { azp, at_hash: hash } = parsed.data;
  if (azp !== undefined && azp !== clientId) throw invalid('a foreign azp');
  if (hash !== undefined && hash !== accessTokenHash(accessToken, encoded)) {
    throw invalid('an at_hash of another access token');
  }
  return parsed.data;
}

/** The left half of the hash that goes with the signature: SHA-256 with RS256, SHA-512 with Ed25519. */
function accessTokenHash(accessToken: string, idToken: string): string {
  const { alg = '' } = decodeProtectedHeader(idToken);
  const bits = alg.startsWith('Ed') ? '512' : alg.slice(-3);
  const digest = createHash(`sha${bits}`).update(accessToken).digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}
