import type { IDToken } from 'openid-client';
import type { UpstreamIdentity } from '../../upstream/identity.ts';
import { openIdClaims, type ReceivedTokens } from '../../upstream/openid-claims.ts';
import { isMailAddress, isOfDomain, profileOf } from '../../upstream/profile.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import { type Claims, claimAt, groupsIn, isElsewhere, textAt } from './claims.ts';

/** So many groups are kept of one person: they are read again at every refresh. */
const MOST_GROUPS = 500;

/** Where what is kept of somebody stands. */
export interface ClaimNames {
  readonly nameClaim: string;
  readonly emailClaim: string;
  /** empty: no groups are kept */
  readonly groupsClaim: string;
  /** domains that the operator vouches for the addresses of, lower-cased */
  readonly vouchedDomains: readonly string[];
}

/** How claims of one way to sign in are read. */
export interface ClaimsReader extends ClaimNames {
  readonly upstream: Upstream;
  readonly clientId: string;
  /** the name of the variable that names the claim of groups */
  readonly groupsVariable: string;
}

/**
 * Who an ID token is about. What it leaves out of what is wanted is asked for at userinfo, where the
 * provider has one; what that says of somebody else is refused (OpenID Connect Core §5.3.2).
 *
 * @throws UpstreamError
 */
export async function identityOf(
  reader: ClaimsReader,
  idToken: IDToken,
  received: ReceivedTokens,
): Promise<UpstreamIdentity> {
  const { upstream, clientId, groupsClaim } = reader;
  const { sub: subject, auth_time: authTime } = openIdClaims(upstream, idToken, {
    ...received,
    clientId,
  });
  refuseOverage(reader, idToken);
  const claims = await completed(reader, idToken, received);
  const name = textAt(claims, reader.nameClaim);
  return {
    provider: upstream.provider,
    issuer: idToken.iss,
    subject,
    ...profileOf({ name }),
    ...vouchedAddress(claims, reader),
    emailVerified: false,
    verifiedEmails: [],
    organisations: [],
    ...(groupsClaim !== '' && { groups: groupsOf(reader, claims) }),
    ...(authTime !== undefined && { authTime }),
  };
}

/** The claims of the ID token, and behind them those of userinfo where something wanted is missing. */
async function completed(
  { nameClaim, emailClaim, groupsClaim, vouchedDomains, ...reader }: ClaimsReader,
  idToken: Claims,
  { userInfo }: ReceivedTokens,
): Promise<Claims> {
  const lacks = (claim: string) => claimAt(idToken, claim) === undefined;
  const decides =
    (groupsClaim !== '' && lacks(groupsClaim)) || (vouchedDomains.length > 0 && lacks(emailClaim));
  if (!decides && !lacks(nameClaim)) return idToken;
  try {
    const further = await userInfo();
    if (further === undefined) return idToken;
    refuseOverage({ groupsClaim, ...reader }, further);
    return withFurther(idToken, further, [nameClaim, emailClaim, groupsClaim]);
  } catch (error) {
    // A name is for show.
    if (decides || !(error instanceof UpstreamError)) throw error;
    return idToken;
  }
}

/** Of userinfo only what is wanted and missing: what the ID token says is signed. */
function withFurther(idToken: Claims, further: Claims, wanted: readonly string[]): Claims {
  const missing = wanted.filter((claim) => claim !== '' && claimAt(idToken, claim) === undefined);
  const added = missing.map((claim) => [claim, claimAt(further, claim)] as const);
  const { email_verified: verified } = further;
  return {
    ...idToken,
    ...Object.fromEntries<unknown>(added),
    ...(missing.includes('email') && verified !== undefined && { email_verified: verified }),
  };
}

/**
 * The address, where the operator vouches for its domain. Any other is not kept: at many providers users
 * set one themselves, and what signs in with Gatehouse would take it for theirs. A provider that says
 * of its claim `email` that it is not verified is believed.
 */
function vouchedAddress(
  claims: Claims,
  { emailClaim, vouchedDomains }: ClaimNames,
): { readonly email?: string } {
  const email = textAt(claims, emailClaim);
  if (email === undefined || !isMailAddress(email)) return {};
  const { email_verified: verified } = claims;
  if (emailClaim === 'email' && verified !== undefined && verified !== true) return {};
  return isOfDomain(email, vouchedDomains) ? { email } : {};
}

function groupsOf({ groupsClaim, ...reader }: ClaimsReader, claims: Claims): readonly string[] {
  const groups = groupsIn(claimAt(claims, groupsClaim));
  if (groups === undefined) {
    throw misconfigured(reader, 'groups_claim', `has no names of groups in ${groupsClaim}`, [
      `Set ${reader.groupsVariable} to a claim that holds a list of names, or have the provider write one.`,
    ]);
  }
  if (groups.length > MOST_GROUPS) throw tooMany(reader, `more than ${MOST_GROUPS} groups`);
  return groups;
}

/** Whoever is in too many groups is in some: that nothing is said of them does not mean none. */
function refuseOverage(
  reader: Pick<ClaimsReader, 'groupsClaim' | 'upstream' | 'groupsVariable'>,
  claims: Claims,
): void {
  if (reader.groupsClaim === '' || !isElsewhere(claims, reader.groupsClaim)) return;
  throw tooMany(reader, 'more groups than it puts into a token');
}

function tooMany(reader: Pick<ClaimsReader, 'upstream' | 'groupsVariable'>, what: string) {
  return misconfigured(reader, 'groups_overage', `has ${what} for somebody`, [
    `Have ${reader.upstream.registration.place} send only the groups that are assigned to this application,`,
    `or use roles of the application instead: at Entra with ${reader.groupsVariable}=roles.`,
  ]);
}

function misconfigured(
  { upstream: { provider, label } }: Pick<ClaimsReader, 'upstream'>,
  reason: string,
  what: string,
  remedy: readonly string[],
): UpstreamError {
  const message = `${label} ${what}.`;
  return new UpstreamError('misconfigured', provider, message, {
    reason,
    remedy: remedy.join(' '),
  });
}
