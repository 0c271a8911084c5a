import { z } from 'zod';
import type { IdentityFacts } from '../../upstream/identity.ts';
import { isMailAddress, isOfDomain } from '../../upstream/profile.ts';

/** Answer of `GET /user/emails`. A server that verifies nothing says so, or nothing. */
export const GitHubAddresses = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean().nullish() }),
);

export type GitHubAddress = z.infer<typeof GitHubAddresses>[number];

/**
 * What is kept of somebody's addresses: all that are verified, and the primary one to be shown where it
 * is verified, or where the operator vouches for its domain. Users of a server that verifies nothing
 * add whatever address they like beside their primary one, so it alone can be vouched for.
 */
export function addressFacts(
  addresses: readonly GitHubAddress[],
  vouchedDomains: readonly string[],
): Pick<IdentityFacts, 'email' | 'emailVerified' | 'verifiedEmails'> {
  const usable = addresses.filter(({ email }) => isMailAddress(email) && !isNoreply(email));
  const verified = usable.filter((one) => one.verified === true).map(({ email }) => email);
  const primary = usable.find((one) => one.primary);
  const emailVerified = primary?.verified === true;
  const isShown =
    primary !== undefined && (emailVerified || isOfDomain(primary.email, vouchedDomains));
  return {
    ...(isShown && { email: primary.email }),
    emailVerified,
    verifiedEmails: [...new Set(verified)],
  };
}

/** GitHub's own, at `users.noreply.` and the server's name: nobody reads it, and everybody has one. */
function isNoreply(address: string): boolean {
  return /@users\.noreply\./i.test(address);
}
