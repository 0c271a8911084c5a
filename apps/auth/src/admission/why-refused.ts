import { countingAddresses } from './mail-addresses.ts';
import { isForeign, isForeignTeam, namesOrganisation, namesTeam } from './memberships.ts';
import { type AdmissionFacts, type AdmissionPolicy, providerOf } from './policy.ts';

/**
 * Why somebody is not let in: the rule that names them and does not count, or that none does.
 *
 * - `other_issuer`: the provider is configured with another issuer
 * - `organisation_replaced`: a rule names their organisation, and its login has passed to another
 * - `team_replaced`: the same of a team
 * - `group_missing`: rules name groups of this way to sign in, and the person is in none of them
 * - `group_elsewhere`: a rule names a group of theirs, of another way to sign in
 * - `email_not_verified`, `domain_not_verified`: a rule names the address, which the provider did not verify
 * - `email_not_trusted`, `domain_not_trusted`: the same, and addresses of this provider count for nothing
 * - `domain_not_hosted`: a rule names the domain, and the provider does not say that it owns the account
 * - `domain_not_primary`: a rule names the domain of another verified address of theirs
 * - `anyone_elsewhere`: `anyone` is in force, and does not mean everybody of this provider
 * - `no_rule`: no rule names them
 * - `disabled`: the operator has disabled the person, whatever the rules say
 */
export const ADMISSION_REFUSALS = [
  'other_issuer',
  'organisation_replaced',
  'team_replaced',
  'group_missing',
  'group_elsewhere',
  'email_not_verified',
  'domain_not_verified',
  'email_not_trusted',
  'domain_not_trusted',
  'domain_not_hosted',
  'domain_not_primary',
  'anyone_elsewhere',
  'no_rule',
  'disabled',
] as const;

/** One of {@link ADMISSION_REFUSALS}. */
export type AdmissionRefusal = (typeof ADMISSION_REFUSALS)[number];

/** For the operator, of somebody whom {@link admits} does not let in. It decides nothing. */
export function whyRefused(policy: AdmissionPolicy, facts: AdmissionFacts): AdmissionRefusal {
  const trusted = providerOf(policy, facts);
  if (trusted === undefined) return 'other_issuer';
  const isReplaced = facts.organisations.some(
    (one) => namesOrganisation(policy, one.login) && isForeign(one),
  );
  if (isReplaced) return 'organisation_replaced';
  if (facts.teams?.some((one) => namesTeam(policy, one) && isForeignTeam(one))) {
    return 'team_replaced';
  }
  // What is not ASCII matches nothing (admits.ts), however it looks in lower case.
  const { email } = facts;
  const address = email && /^[\x21-\x7e]+$/.test(email) ? email.toLowerCase() : '';
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const isNamed = policy.emails.includes(address);
  if (isNamed || policy.domains.includes(domain)) {
    const named = isNamed ? 'email' : 'domain';
    if (trusted.mail === 'nothing') return `${named}_not_trusted`;
    if (facts.emailVerified !== true) return `${named}_not_verified`;
    return 'domain_not_hosted';
  }
  const others = countingAddresses(facts, trusted).all;
  if (others.some((one) => policy.domains.includes(one.domain))) return 'domain_not_primary';
  return byGroups(policy, facts) ?? (policy.anyone ? 'anyone_elsewhere' : 'no_rule');
}

function byGroups(
  policy: AdmissionPolicy,
  { provider, groups = [] }: AdmissionFacts,
): AdmissionRefusal | undefined {
  if (policy.groups.some((one) => one.provider === provider)) return 'group_missing';
  return policy.groups.some(({ group }) => groups.includes(group)) ? 'group_elsewhere' : undefined;
}
