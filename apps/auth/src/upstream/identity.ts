import type { UpstreamError } from './upstream-error.ts';

/** What an upstream provider says about a user, and what is kept of it. */
export interface IdentityFacts {
  /** the id of its connector */
  readonly provider: string;
  /** with `subject` the key of the identity; an emulator or GitHub Enterprise has its own */
  readonly issuer: string;
  /** immutable id: GitHub's number, the `sub` of an OpenID provider; never a login or an e-mail */
  readonly subject: string;
  readonly login?: string;
  readonly name?: string;
  /**
   * the primary address, which is shown and claimed; absent unless the provider has verified it, or
   * the operator vouches for its domain
   */
  readonly email?: string;
  /** whether the provider has verified `email`, and its word for that counts; never by vouching */
  readonly emailVerified: boolean;
  /** every address that the provider has verified, where its word counts, the primary one with them */
  readonly verifiedEmails: readonly string[];
  readonly pictureUrl?: string;
  /** Google's signed `hd` claim */
  readonly hostedDomain?: string;
  /** empty unless admission asks for them, and the provider has any */
  readonly organisations: readonly Organisation[];
  /** likewise, and only those of organisations that a rule names teams of; absent: none */
  readonly teams?: readonly Team[];
  /** as an OpenID provider spells them; absent unless the operator names the claim that tells them */
  readonly groups?: readonly string[];
}

export interface Organisation {
  readonly login: string;
  /** the number that the provider gives it, for good */
  readonly id: string;
}

/** A team of an organisation. */
export interface Team {
  readonly organisation: Organisation;
  /** its name, as addresses have it */
  readonly slug: string;
  /** the number that the provider gives it, for good */
  readonly id: string;
}

/** Who somebody is, in the words of an upstream provider. */
export interface UpstreamIdentity extends IdentityFacts {
  /** when the user signed in there (seconds since the epoch), where the provider says so */
  readonly authTime?: number;
  /** what the provider did not let us see, and why; a matter only where a rule needs it */
  readonly withheld?: readonly Withheld[];
}

/** Facts that a provider keeps from this server, though it asked for them. */
export interface Withheld {
  readonly what: 'addresses' | 'organisations' | 'teams';
  readonly why: UpstreamError;
}
