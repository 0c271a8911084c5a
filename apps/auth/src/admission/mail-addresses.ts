import type { AdmissionFacts, TrustedProvider } from './policy.ts';

/** An address as rules compare it: lower-cased ASCII with one `@`. */
export interface MailAddress {
  readonly address: string;
  readonly domain: string;
}

/** Somebody's addresses that rules may be met by. */
export interface CountingAddresses {
  readonly primary?: MailAddress;
  /** the primary one with them */
  readonly all: readonly MailAddress[];
}

/**
 * The addresses of somebody that count at this provider: those that it verified, where its word counts;
 * and a primary one that it did not verify, where the operator vouches for its domain. Nothing is made
 * alike: a plus sign, a dot or another spelling of a domain makes another address.
 */
export function countingAddresses(
  facts: AdmissionFacts,
  trusted: TrustedProvider,
): CountingAddresses {
  const stated = parsed(facts.email);
  const verifies = trusted.mail !== 'nothing';
  const isVerified = verifies && facts.emailVerified === true;
  const isVouched = stated !== undefined && trusted.vouchedDomains.includes(stated.domain);
  const primary = isVerified || isVouched ? stated : undefined;
  const verified = verifies ? facts.verifiedEmails.map(parsed) : [];
  const all = [primary, ...verified].filter((one) => one !== undefined);
  return { ...(primary && { primary }), all };
}

function parsed(text: string | null | undefined): MailAddress | undefined {
  const address = lowerAscii(text);
  const [local, domain, ...rest] = address?.split('@') ?? [];
  if (address === undefined || !local || !domain || rest.length > 0) return undefined;
  return { address, domain };
}

/** Lower-cased, or undefined where anything but visible ASCII is in it: look-alikes match nothing. */
export function lowerAscii(text: string | null | undefined): string | undefined {
  return typeof text === 'string' && /^[\x21-\x7e]+$/.test(text) ? text.toLowerCase() : undefined;
}
