import { quote } from '@gatehouse/environment';
import { ANYBODYS_DOMAINS, isDomain } from '../admission/parse-admit.ts';
import type { Environment } from './environment.ts';
import type { Variable } from './variables.ts';

/** What says which domains may not be vouched for at an address, and why. */
export type VouchingRefusal = (
  address: string,
) => { readonly problem: string; readonly remedy: string } | undefined;

/**
 * Domains of which the operator vouches for addresses that a provider does not verify.
 *
 * @param address of the provider; not known where its own variable is faulty
 */
export function readVouchedDomains(
  environment: Environment,
  variable: Variable,
  address: string | undefined,
  refusal: VouchingRefusal,
): string[] {
  const entries = environment.list(variable);
  if (entries.length === 0) return [];
  const { faults } = environment;
  const refused = address === undefined ? undefined : refusal(address);
  if (refused !== undefined) {
    faults.add(variable, refused.problem, refused.remedy);
    return [];
  }
  const domains = entries.map(withoutAt);
  for (const [index, domain] of domains.entries()) {
    const entry = quote(entries[index] ?? '');
    if (!isDomain(domain)) {
      faults.add(
        variable,
        `holds ${entry}, which is no domain`,
        'It takes domains, like corp.com.',
      );
    } else if (ANYBODYS_DOMAINS.includes(domain)) {
      faults.add(
        variable,
        `holds ${entry}, where anybody has an address`,
        'Name domains whose addresses you give out yourself.',
      );
    }
  }
  return [...new Set(domains)];
}

/** As in `ADMIT`. What is not ASCII stays as it is, and so is no domain. */
function withoutAt(entry: string): string {
  return /^[\x21-\x7e]+$/.test(entry) ? entry.replace(/^@/, '').toLowerCase() : entry;
}
