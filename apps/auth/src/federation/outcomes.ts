import type { AdmissionRefusal } from '../admission/why-refused.ts';
import type { Return } from './purpose.ts';

/** What became of a sign-in at a provider. */
export type SignInOutcome =
  | {
      readonly outcome: 'signed-in';
      /** the id of the connector */
      readonly provider: string;
      readonly userId: string;
      /** seconds since the epoch (OpenID Connect Core §2) */
      readonly authTime: number;
    }
  | NotAdmitted
  | FailedSignIn;

export interface NotAdmitted {
  readonly outcome: 'not-admitted';
  readonly provider: string;
  /** as the person knows the account: an address or a login */
  readonly as: string;
  /** as the operator does: with `provider` an entry of `ADMIT` */
  readonly subject?: string | undefined;
  readonly refusal?: AdmissionRefusal | undefined;
}

export interface FailedSignIn {
  readonly outcome: 'failed';
  readonly provider: string;
  readonly code: string;
  /** the id of the line in the log that says more */
  readonly causeId?: string | undefined;
}

export type BeginOutcome = { readonly outcome: 'away'; readonly url: URL } | FailedSignIn;

export type CallbackOutcome =
  | {
      readonly outcome: 'continue';
      /** the path at which the browser takes what became of it */
      readonly next: string;
      /** the secret that it was proved by, which has served */
      readonly provedBy: string;
    }
  /** unknown, expired or used state, or one that another browser began */
  | { readonly outcome: 'refused' };

/** What became of a sign-in that was for a page of this server. */
export interface Returned {
  readonly outcome: SignInOutcome;
  readonly purpose: Return;
  /** the id of the connector */
  readonly provider: string;
}
