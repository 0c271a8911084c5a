import type { ComponentChild, ComponentChildren } from 'preact';
import type { UpstreamErrorCode } from '../../upstream/upstream-error.ts';
import type { Sentence } from './sentence.ts';

/** What a provider of identities is called: “GitHub”, or its host. */
interface Provider {
  readonly provider: string;
}

/** What failed at a provider, and what to do: perhaps to ask the operator. */
type FailureInWords = (
  facts: Provider & { readonly operator: ComponentChild },
) => ComponentChildren;

interface Providers {
  /** at least one */
  readonly providers: readonly string[];
}

/** The way through signing in: the login page, the pages that lead on, and the end. */
export interface SignInWords {
  readonly login: LoginWords;
  readonly failures: Readonly<Record<UpstreamErrorCode, FailureInWords>>;
  /** in the place of a name, where the provider has been taken away meanwhile; begins a sentence */
  readonly someProvider: string;
  readonly again: AgainWords;
  readonly notAdmitted: NotAdmittedWords;
  readonly handOff: HandOffWords;
  readonly alreadyDone: {
    readonly title: string;
    readonly finished: Sentence<'app'>;
    readonly notConnected: Sentence<'app'>;
  };
}

export interface LoginWords {
  readonly title: string;
  /** goes on from the title */
  readonly forApp: Sentence<'app'>;
  readonly continueWith: (facts: Provider) => string;
  /** @param providers those that the operator could set up */
  readonly noProvider: (facts: Providers) => string;
  readonly passwordStays: (facts: Providers) => string;
  readonly nothingShared: string;
  /** in development: who is played by this computer */
  readonly emulated: (facts: Providers) => string;
}

/** Why somebody has to sign in before an action. */
export interface AgainWords {
  /** nobody is signed in */
  readonly first: string;
  /** @param user who has to show that it is them */
  readonly again: (facts: { readonly user: string }) => string;
  /** somebody else did than was asked to */
  readonly other: (facts: { readonly user: string }) => string;
}

export interface NotAdmittedWords {
  readonly title: string;
  readonly message: (facts: Provider) => string;
  /** above the account */
  readonly account: (facts: Provider) => string;
  readonly useAnother: string;
  readonly askOperator: Sentence<'operator'>;
  /** the same, where the page has a reference */
  readonly askOperatorWithReference: Sentence<'operator'>;
  readonly anotherAccount: string;
  readonly returnTo: Sentence<'app'>;
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
