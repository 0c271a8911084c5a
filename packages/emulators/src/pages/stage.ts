/** Somebody whom a person may be at an emulated provider. */
export interface Role {
  /** what the emulator's form calls them: a login, an address, a number */
  readonly account: string;
  readonly name: string;
  /** login, address */
  readonly about: readonly string[];
  /** whether the provider says that their address is not verified */
  readonly unverified?: boolean;
}

/** A provider that is played, and whom one may be there. Nobody else is offered. */
export interface Stage {
  /** “GitHub” */
  readonly provider: string;
  /** the field of the emulator's form that says who it is */
  readonly field: 'login' | 'email' | 'user_ref';
  readonly roles: readonly Role[];
}
