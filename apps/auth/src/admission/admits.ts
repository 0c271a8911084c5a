import { countingAddresses, lowerAscii } from './mail-addresses.ts';
import { isMemberByRule } from './memberships.ts';
import {
  type AdmissionFacts,
  type AdmissionPolicy,
  type TrustedProvider,
  providerOf,
} from './policy.ts';

/**
 * Whether one of somebody's identities meets one of the rules. What a provider did not say, did not
 * verify or spelled oddly is a no.
 */
export function admits(policy: AdmissionPolicy, identities: readonly AdmissionFacts[]): boolean {
  return identities.some((facts) => {
    const trusted = providerOf(policy, facts);
    return trusted !== undefined && meets(policy, facts, trusted);
  });
}

/**
 * Whether somebody whom no rule admits could have met one by an e-mail address, had this provider
 * verified any of theirs.
 */
export function lacksVerifiedAddress(policy: AdmissionPolicy, facts: AdmissionFacts): boolean {
  const trusted = providerOf(policy, facts);
  if (trusted === undefined || trusted.mail === 'nothing') return false;
  if (policy.emails.length + policy.domains.length === 0) return false;
  return countingAddresses(facts, trusted).all.length === 0;
}

function meets(policy: AdmissionPolicy, facts: AdmissionFacts, trusted: TrustedProvider): boolean {
  if (policy.anyone && trusted.anyone) return true;
  const { provider, subject, groups = [] } = facts;
  if (policy.logins.includes(provider)) return true;
  if (policy.groups.some((one) => one.provider === provider && groups.includes(one.group))) {
    return true;
  }
  if (policy.accounts.some((one) => one.provider === provider && one.subject === subject)) {
    return true;
  }
  if (trusted.organisations !== undefined && isMemberByRule(policy, facts)) return true;
  return meetsByAddress(policy, facts, trusted);
}

function meetsByAddress(
  policy: AdmissionPolicy,
  facts: AdmissionFacts,
  trusted: TrustedProvider,
): boolean {
  const { primary, all } = countingAddresses(facts, trusted);
  if (all.some(({ address }) => policy.emails.includes(address))) return true;
  const ofDomains = policy.domainsMatch === 'any-verified' ? all : [primary];
  return ofDomains.some((one) => {
    if (one === undefined || !policy.domains.includes(one.domain)) return false;
    return trusted.mail !== 'hosted-domain' || lowerAscii(facts.hostedDomain) === one.domain;
  });
}
