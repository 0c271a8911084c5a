/**
 * Who may sign in.
 *
 * Signing in upstream proves who somebody is, not that they are welcome. `ADMIT` says who is:
 * {@link parseAdmit} reads it once at boot, {@link admits} judges by it at every sign-in and
 * every refresh. Both are pure, and whatever is unclear is a no.
 *
 * @module
 */

/** Rules as `ADMIT` states them. Somebody who meets one rule is admitted; no rule admits nobody. */
export interface AdmissionRules {
  /** everybody whom a configured provider knows */
  readonly anyone: boolean;
  /** whole addresses, lower-cased ASCII; they count only where the provider verified them */
  readonly emails: readonly string[];
  /** domains, lower-cased ASCII; a subdomain is another domain */
  readonly domains: readonly string[];
  /** accounts by the id that never changes: GitHub's number, the `sub` of an OpenID provider */
  readonly accounts: readonly { readonly provider: string; readonly subject: string }[];
  /** organisations by login, lower-cased; which one that is, is pinned when it is first seen */
  readonly organisations: readonly string[];
  /** teams of organisations as `organisation/slug`, lower-cased; likewise pinned */
  readonly teams: readonly string[];
  /** ways to sign in of which everybody is admitted, by their ids */
  readonly logins: readonly string[];
  /** groups, each of one way to sign in: another's of the same name is another group */
  readonly groups: readonly { readonly provider: string; readonly group: string }[];
}

/** Which of somebody's verified addresses a domain in `ADMIT` may be met by. */
export const DOMAIN_MATCHES = ['primary', 'any-verified'] as const;
export type DomainMatch = (typeof DOMAIN_MATCHES)[number];

/** Rules, and whose word counts for them. */
export interface AdmissionPolicy extends AdmissionRules {
  /**
   * `primary` unless the operator says otherwise: an address of a company that somebody left long
   * ago often stays verified beside it.
   */
  readonly domainsMatch: DomainMatch;
  /**
   * The configured providers. An identity of another issuer admits nobody, so a user known from an
   * emulated provider does not walk into the real one.
   */
  readonly providers: readonly TrustedProvider[];
}

/** How `ADMIT` names what a provider knows, and how far its word goes. Each connector states its own. */
export interface ProviderRules {
  /** an account by the id that never changes: `github:583231` */
  readonly account: {
    /** what may stand behind the colon, all of it */
    readonly pattern: RegExp;
    /** what that is in short, as `<number>` in `github:<number>` */
    readonly placeholder: string;
    /** and in words: “the number of an account” */
    readonly words: string;
  };
  /** what `ADMIT` has before the name of an organisation, where the provider tells memberships */
  readonly organisations?: string;
  /** what `ADMIT` has before a login and a group, where the provider may tell groups */
  readonly groups?: string;
  /** whether `anyone` is everybody whom this provider knows, too */
  readonly anyone: boolean;
  /**
   * What an e-mail address that the provider calls verified counts for:
   *
   * - `address`: for itself and for its domain
   * - `hosted-domain`: for itself; for its domain only where the provider signs that the domain owns
   *   the account
   * - `nothing`
   */
  readonly mail: 'address' | 'hosted-domain' | 'nothing';
}

/** A configured provider, as far as it is trusted. */
export interface TrustedProvider extends Omit<ProviderRules, 'account'> {
  /** the id of its connector */
  readonly provider: string;
  /** of whose identities; several where the provider is that of several */
  readonly issuers: readonly string[];
  /**
   * Domains, lower-cased ASCII, of which the operator vouches for an account's primary address that
   * the provider says nothing about, or verifies none of.
   */
  readonly vouchedDomains: readonly string[];
}

/** What a provider said about a user, as far as admission asks. */
export interface AdmissionFacts {
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  /** the primary address: verified, or one that the operator may vouch for */
  readonly email?: string | null;
  /** counts only where it is `true` itself: facts come back from a database and from JSON */
  readonly emailVerified: unknown;
  /** every address that the provider verified, the primary one with them or not */
  readonly verifiedEmails: readonly string[];
  /** Google's signed `hd` claim: the Workspace domain that owns the account */
  readonly hostedDomain?: string | null;
  readonly organisations: readonly OrganisationMembership[];
  /** those that a rule names; absent: none */
  readonly teams?: readonly TeamMembership[];
  /** as the provider spells them, compared to the letter; absent: none */
  readonly groups?: readonly string[];
}

/** An organisation that a user belongs to. */
export interface OrganisationMembership {
  readonly login: string;
  /** GitHub's number; absent where it was not kept yet when the user last signed in */
  readonly id?: string | undefined;
  /** the number of whoever had this login when it was first seen; absent before that */
  readonly pinned?: string | undefined;
}

/** A team that a user is a member of. */
export interface TeamMembership {
  readonly organisation: OrganisationMembership;
  readonly slug: string;
  /** GitHub's number */
  readonly id: string;
  /** the number of whichever team had this name when it was first seen; absent before that */
  readonly pinned?: string | undefined;
}

/** The configured provider that an identity is of, if it is of one. */
export function providerOf(
  { providers }: AdmissionPolicy,
  { provider, issuer }: Pick<AdmissionFacts, 'provider' | 'issuer'>,
): TrustedProvider | undefined {
  return providers.find((one) => one.provider === provider && one.issuers.includes(issuer));
}

/** Whether somebody could meet one of the rules, at the providers that are configured. */
export function canAdmit({ providers, ...rules }: AdmissionPolicy): boolean {
  return providers.some(
    ({ provider, anyone, mail, organisations, vouchedDomains }) =>
      (rules.anyone && anyone) ||
      (rules.emails.length + rules.domains.length > 0 && mail !== 'nothing') ||
      mailDomains(rules).some((domain) => vouchedDomains.includes(domain)) ||
      (rules.organisations.length + rules.teams.length > 0 && organisations !== undefined) ||
      [...rules.accounts, ...rules.groups].some((one) => one.provider === provider) ||
      rules.logins.includes(provider),
  );
}

/** The domains that entries of addresses and of domains are of. */
function mailDomains({ emails, domains }: AdmissionRules): string[] {
  return [...domains, ...emails.map((address) => address.slice(address.indexOf('@') + 1))];
}

/** Rules that admit nobody. */
export const NOBODY: AdmissionRules = {
  anyone: false,
  emails: [],
  domains: [],
  accounts: [],
  organisations: [],
  teams: [],
  logins: [],
  groups: [],
};
