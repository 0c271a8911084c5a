/** Somebody whom a person may be at an emulated provider. */
export interface Role {
  /** what the emulator's form calls them: a login, an address, a number */
  readonly account: string;
  readonly name: string;
  readonly email: string;
  /** whether the provider says that it is not verified */
  readonly unverified?: boolean;
  /** what else a provider knows of them: a login, groups */
  readonly about?: readonly string[];
}

/** A provider that is played, and whom one may be there. Nobody else is offered. */
export interface Stage {
  /** “GitHub” */
  readonly provider: string;
  /** the field of the emulator's form that says who it is */
  readonly field: 'login' | 'email' | 'user_ref';
  readonly roles: readonly Role[];
}
