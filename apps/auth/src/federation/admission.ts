import { admits, lacksVerifiedAddress } from '../admission/admits.ts';
import { type AdmissionRefusal, whyRefused } from '../admission/why-refused.ts';
import {
  type AdmissionFacts,
  type AdmissionPolicy,
  isForeign,
  namesOrganisation,
  providerOf,
} from '../admission/policy.ts';
import type { PinnedOrganisations } from '../storage/pinned-organisations.ts';
import { storedTexts } from '../storage/stored.ts';
import type { IdentityRow } from '../storage/users.ts';
import type { UpstreamIdentity, Withheld } from '../upstream/identity.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';

interface Log {
  warn(figures: object, sentence: string): void;
}

/** Whether somebody is let in, or why not; or why that cannot be said, where a rule asks for what is not known. */
export type Verdict = 'admitted' | AdmissionRefusal | UpstreamError;

/**
 * Judges somebody who signs in, and says why they are not let in. What a provider kept from us, or has not
 * verified, is a matter only where no rule lets them in without it. An organisation that a rule names is
 * pinned here to the number that the provider gives for it, the first time that somebody of it comes;
 * afterwards another number under the same login is another organisation.
 */
export function signInJudge(
  policy: AdmissionPolicy,
  organisations: PinnedOrganisations,
  log: Log,
): (identity: UpstreamIdentity) => Promise<Verdict> {
  return async (identity) => {
    const { issuer } = identity;
    const named = identity.organisations.filter(({ login }) => namesOrganisation(policy, login));
    const tellsMemberships = providerOf(policy, identity)?.organisations !== undefined;
    const pins =
      tellsMemberships && named.length > 0 ? await organisations.pin(issuer, named) : undefined;
    const memberships = named.map((one) => ({
      ...one,
      pinned: pins?.get(one.login.toLowerCase()),
    }));
    for (const { login, id, pinned } of memberships.filter(isForeign)) {
      log.warn(
        { organisation: login, issuer, pinned, reported: id },
        `another organisation has this login than when it was first seen, so its members are not let in; if that is right: gatehouse admission unpin ${login.toLowerCase()}`,
      );
    }
    const facts = { ...identity, organisations: memberships };
    return admits(policy, [facts]) ? 'admitted' : refusal(policy, facts, identity);
  };
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
  return what === 'organisations'
    ? policy.organisations.length > 0
    : lacksVerifiedAddress(policy, facts);
}

/**
 * What is stored about an identity, for admission.
 *
 * @throws StoredShapeError where the numbers of organisations are no texts by login
 */
export function storedFacts(identity: IdentityRow): AdmissionFacts {
  const { organisations } = identity;
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
    groups: identity.groups,
  };
}

/** An organisation may be called `constructor`. */
function own(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
