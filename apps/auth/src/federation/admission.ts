import { admits } from '../admission/admits.ts';
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
import type { IdentityFacts } from '../upstream/identity.ts';

interface Log {
  warn(figures: object, sentence: string): void;
}

/**
 * Judges somebody who signs in, and says why they are not let in, or `undefined` where they are. An organisation that a rule names is pinned here to the number that
 * the provider gives for it, the first time that somebody of it comes; afterwards another number under the
 * same login is another organisation.
 */
export function signInJudge(
  policy: AdmissionPolicy,
  organisations: PinnedOrganisations,
  log: Log,
): (identity: IdentityFacts) => Promise<AdmissionRefusal | undefined> {
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
    return admits(policy, [facts]) ? undefined : whyRefused(policy, facts);
  };
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
  return {
    provider: identity.provider,
    issuer: identity.issuer,
    subject: identity.subject,
    email: identity.email,
    emailVerified: identity.email_verified,
    hostedDomain: identity.hosted_domain,
    organisations: organisations.map((login) => ({
      login,
      id: own(ids, login),
      pinned: own(pins, login.toLowerCase()),
    })),
  };
}

/** An organisation may be called `constructor`. */
function own(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
