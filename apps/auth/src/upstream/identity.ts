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
  readonly email?: string;
  /** whether the provider has verified `email`, and its word for that counts */
  readonly emailVerified: boolean;
  readonly pictureUrl?: string;
  /** Google's signed `hd` claim */
  readonly hostedDomain?: string;
  /** empty unless admission asks for them, and the provider has any */
  readonly organisations: readonly Organisation[];
}

export interface Organisation {
  readonly login: string;
  /** the number that the provider gives it, for good */
  readonly id: string;
}

/** Who somebody is, in the words of an upstream provider. */
export interface UpstreamIdentity extends IdentityFacts {
  /** when the user signed in there (seconds since the epoch), where the provider says so */
  readonly authTime?: number;
}
