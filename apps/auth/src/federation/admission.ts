import { admits, lacksVerifiedAddress } from '../admission/admits.ts';
import { type AdmissionRefusal, whyRefused } from '../admission/why-refused.ts';
import { teamName } from '../admission/memberships.ts';
import { type AdmissionFacts, type AdmissionPolicy, providerOf } from '../admission/policy.ts';
import { storedTeams, storedTexts } from '../storage/stored.ts';
import type { IdentityRow } from '../storage/users.ts';
import type { UpstreamIdentity, Withheld } from '../upstream/identity.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { type Pinning, pinnedMemberships } from './memberships.ts';

/** Whether somebody is let in, or why not; or why that cannot be said, where a rule asks for what is not known. */
export type Verdict = 'admitted' | AdmissionRefusal | UpstreamError;

/**
 * Judges somebody who signs in, and says why they are not let in. What a provider kept from us, or has not
 * verified, is a matter only where no rule lets them in without it. An organisation or team that a rule names
 * is pinned on the way (memberships.ts), also where it is a rule about scopes alone.
 */
export function signInJudge(
  policy: AdmissionPolicy,
  pinning: Pinning,
): (identity: UpstreamIdentity) => Promise<Verdict> {
  return async (identity) => {
    const tellsMemberships = providerOf(policy, identity)?.organisations !== undefined;
    const memberships = tellsMemberships
      ? await pinnedMemberships(identity, pinning)
      : { organisations: [], teams: [] };
    const facts = { ...identity, ...memberships };
    if (!admits(policy, [facts])) return refusal(policy, facts, identity);
    tellWithheld(identity, pinning);
    return 'admitted';
  };
}

/** Somebody is let in without what was kept from us, and may lack scopes for it that they should have. */
function tellWithheld({ issuer, withheld = [] }: UpstreamIdentity, { rules, log }: Pinning): void {
  for (const { what, why } of withheld) {
    if (what === 'addresses' || !rules.some((one) => one[what].length > 0)) continue;
    log.warn(
      { issuer, withheld: what, reason: why.reason, remedy: why.remedy },
      `somebody is signed in without their ${what}, which a rule asks for: ${why.message}`,
    );
  }
}

function refusal(
  policy: AdmissionPolicy,
  facts: AdmissionFacts,
  { withheld = [], provider }: UpstreamIdentity,
): Verdict {
  const missed = withheld.find((one) => asksFor(policy, facts, one));
  if (missed !== undefined) return missed.why;
  if (!lacksVerifiedAddress(policy, facts)) return whyRefused(policy, facts);
  const message = 'The account has no e-mail address that is verified, and ADMIT asks for one.';
  return new UpstreamError('no_verified_email', provider, message);
}

/** Whether a rule might have let somebody in by what was kept from us. */
function asksFor(policy: AdmissionPolicy, facts: AdmissionFacts, { what }: Withheld): boolean {
  return what === 'addresses' ? lacksVerifiedAddress(policy, facts) : policy[what].length > 0;
}

/**
 * What is stored about an identity, for admission.
 *
 * @throws StoredShapeError where the numbers of organisations are no texts by login
 */
export function storedFacts(identity: IdentityRow): AdmissionFacts {
  const { organisations } = identity;
  const teams = storedTeams(identity.teams);
  const ids = storedTexts('identity', 'organisation_ids', identity.organisation_ids);
  const pins = storedTexts('identity', 'pins', identity.pins);
  const { email, email_verified: emailVerified, verified_emails: verifiedEmails } = identity;
  // A replica of the version before wrote another primary address and left the list as it was.
  const isOfBefore = emailVerified && email !== null && !verifiedEmails.includes(email);
  return {
    provider: identity.provider,
    issuer: identity.issuer,
    subject: identity.subject,
    email,
    emailVerified,
    verifiedEmails: isOfBefore ? [] : verifiedEmails,
    hostedDomain: identity.hosted_domain,
    organisations: organisations.map((login) => ({
      login,
      id: own(ids, login),
      pinned: own(pins, login.toLowerCase()),
    })),
    teams: teams.map(({ organisation: login, organisation_id: organisationId, slug, id }) => ({
      organisation: { login, id: organisationId, pinned: own(pins, login.toLowerCase()) },
      slug,
      id,
      pinned: own(pins, teamName({ organisation: { login }, slug })),
    })),
    groups: identity.groups,
  };
}

/** An organisation may be called `constructor`. */
function own(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
