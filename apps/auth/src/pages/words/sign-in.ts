import type { ComponentChild, ComponentChildren } from 'preact';
import type { UpstreamErrorCode } from '../../upstream/upstream-error.ts';
import type { Sentence } from './sentence.ts';

/** What a provider of identities is called: “GitHub”, or its host. */
interface Provider {
  readonly provider: string;
}

/** What failed at a provider, and what to do: perhaps to ask the operator. */
export type FailureInWords = (facts: {
  /** absent where the provider has been taken away meanwhile */
  readonly provider: string | undefined;
  readonly operator: ComponentChild;
}) => ComponentChildren;

interface Providers {
  /** at least one */
  readonly providers: readonly string[];
}

/** The way through signing in: the login page, the pages that lead on, and the end. */
export interface SignInWords {
  readonly login: LoginWords;
  readonly failures: Readonly<Record<UpstreamErrorCode, FailureInWords>>;
  readonly again: AgainWords;
  readonly notAdmitted: NotAdmittedWords;
  readonly handOff: HandOffWords;
  readonly alreadyDone: {
    readonly title: string;
    readonly finished: string;
    readonly notConnected: string;
  };
}

export interface LoginWords {
  readonly title: string;
  /** the heading where an app asks for a server */
  readonly connect: Sentence<'app' | 'server'>;
  /** the heading where it asks only who somebody is */
  readonly goOn: Sentence<'app'>;
  /** above the buttons */
  readonly choose: string;
  readonly continueWith: (facts: Provider) => string;
  /** beside the button of the provider that was used last at this browser */
  readonly lastUsed: string;
  /** @param providers those that the operator could set up */
  readonly noProvider: (facts: Providers) => string;
  readonly passwordStays: (facts: Providers) => string;
  readonly nothingShared: string;
  /** @param operator whom to ask */
  readonly noAccount: Sentence<'operator'>;
  /** in development: who is played by this computer */
  readonly emulated: (facts: Providers) => string;
}

/** Why somebody has to sign in before an action. `user` is who has to, where a name is known. */
export interface AgainWords {
  /** nobody is signed in */
  readonly first: string;
  readonly again: (facts: { readonly user: ComponentChild }) => ComponentChildren;
  /** somebody else did than was asked to */
  readonly other: (facts: { readonly user: ComponentChild }) => ComponentChildren;
}

export interface NotAdmittedWords {
  readonly title: string;
  readonly message: Sentence<'provider' | 'server'>;
  /** where no server was asked for */
  readonly messageHere: (facts: Provider) => string;
  /** of the app that waits */
  readonly nothingShared: string;
  /** below the account */
  readonly withProvider: (facts: Provider) => string;
  /** a button that opens a message, or a page; `who` is a name or an address */
  readonly ask: Sentence<'who'>;
  /** below that button, where it opens a page */
  readonly giveReference: string;
  /** where there is no such button */
  readonly askOperator: Sentence<'operator'>;
  /** the same, where the page has a reference */
  readonly askOperatorWithReference: Sentence<'operator'>;
  readonly mail: MailWords;
  readonly anotherAccount: string;
  readonly giveUp: string;
}

/** A message that asks for access, in plain text. */
export interface MailWords {
  readonly subject: (facts: {
    readonly server: string | undefined;
    readonly reference: string | undefined;
  }) => string;
  /** the lines of the message; `account` is an address or a login, where it is known */
  readonly body: (facts: {
    readonly server: string | undefined;
    readonly account: string | undefined;
    readonly provider: string;
    readonly reference: string | undefined;
  }) => readonly string[];
}

/** The page that leads on to a provider by itself. */
export interface HandOffWords {
  readonly toProvider: {
    readonly title: (facts: Provider) => string;
    readonly message: string;
  };
  readonly continueTo: Sentence<'destination'>;
  readonly byItself: string;
}
