import {
  type AdmissionFacts,
  type AdmissionPolicy,
  isForeign,
  namesOrganisation,
} from './policy.ts';

/**
 * Whether one of somebody's identities meets one of the rules. What a provider did not say, did not
 * verify or spelled oddly is a no.
 */
export function admits(policy: AdmissionPolicy, identities: readonly AdmissionFacts[]): boolean {
  return identities.some((facts) => policy.issuers.includes(facts.issuer) && meets(policy, facts));
}

function meets(policy: AdmissionPolicy, facts: AdmissionFacts): boolean {
  if (policy.anyone) return true;
  const { provider, subject, organisations } = facts;
  if (policy.accounts.some((one) => one.provider === provider && one.subject === subject)) {
    return true;
  }
  const counts = organisations.some(
    (one) => namesOrganisation(policy, one.login) && !isForeign(one),
  );
  if (provider === 'github' && counts) return true;
  const mail = verifiedMail(facts);
  if (mail === undefined) return false;
  if (policy.emails.includes(mail.address)) return true;
  return policy.domains.includes(mail.domain) && ownsDomain(facts, mail.domain);
}

/**
 * Google gives an account to anybody with a mailbox, so an address alone does not show that the
 * domain stands behind the account: the signed `hd` claim does. GitHub has no such claim; there the
 * verified address is what there is.
 */
function ownsDomain({ provider, hostedDomain }: AdmissionFacts, domain: string): boolean {
  if (provider === 'github') return true;
  return provider === 'google' && lowerAscii(hostedDomain) === domain;
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
