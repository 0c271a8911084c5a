import {
  type AdmissionFacts,
  type AdmissionPolicy,
  isForeign,
  namesOrganisation,
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

function meets(policy: AdmissionPolicy, facts: AdmissionFacts, trusted: TrustedProvider): boolean {
  if (policy.anyone && trusted.anyone) return true;
  const { provider, subject, organisations } = facts;
  if (policy.accounts.some((one) => one.provider === provider && one.subject === subject)) {
    return true;
  }
  const counts = organisations.some(
    (one) => namesOrganisation(policy, one.login) && !isForeign(one),
  );
  if (trusted.organisations !== undefined && counts) return true;
  const mail = trusted.mail === 'nothing' ? undefined : verifiedMail(facts);
  if (mail === undefined) return false;
  if (policy.emails.includes(mail.address)) return true;
  if (!policy.domains.includes(mail.domain)) return false;
  return trusted.mail === 'address' || lowerAscii(facts.hostedDomain) === mail.domain;
}

function verifiedMail(facts: AdmissionFacts): { address: string; domain: string } | undefined {
  if (facts.emailVerified !== true) return undefined;
  const address = lowerAscii(facts.email);
  const [local, domain, ...rest] = address?.split('@') ?? [];
  if (address === undefined || !local || !domain || rest.length > 0) return undefined;
  return { address, domain };
}

/** Lower-cased, or undefined where anything but visible ASCII is in it: look-alikes match nothing. */
function lowerAscii(text: string | null | undefined): string | undefined {
  return typeof text === 'string' && /^[\x21-\x7e]+$/.test(text) ? text.toLowerCase() : undefined;
}
