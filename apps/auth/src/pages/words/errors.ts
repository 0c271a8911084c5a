import type { ComponentChild, ComponentChildren } from 'preact';
import type { ProblemCode } from '../problems.ts';
import type { HeldErrorCode } from '../held-error-page.tsx';
import type { Sentence } from './sentence.ts';

/** Pages that say what went wrong. */
export interface ErrorWords {
  readonly problems: Readonly<Record<ProblemCode, ProblemWords>>;
  /** when it may be tried again, within a step */
  readonly again: AgainWords;
  /** below the step, where the fault may last: whom to ask then */
  readonly askThen: Sentence<'operator'>;
  /** the same where the page has a reference */
  readonly referThen: Sentence<'operator'>;
  /** a link to the same page */
  readonly tryAgain: string;
  /** a link to the page at `/` */
  readonly toStartPage: string;
  readonly technical: TechnicalWords;
  readonly held: HeldErrorWords;
}

export interface ProblemWords {
  readonly title: string;
  /** what happened */
  readonly message: string;
  /** what to do about it */
  readonly step: Step;
}

/** What a person can do, where that depends on the page: in its words. */
export type Step = string | ((facts: StepFacts) => ComponentChildren);

export interface StepFacts {
  /** see {@link AgainWords} */
  readonly again: ComponentChild;
  /** whom to ask, within a sentence */
  readonly operator: ComponentChild;
}

export interface AgainWords {
  /** nothing is known of when */
  readonly inAWhile: string;
  readonly in: Sentence<'wait'>;
  /** with the time of the clock, for a tab that stays open */
  readonly at: Sentence<'wait' | 'time'>;
  /** “in 4 minutes”, within those sentences */
  readonly wait: (seconds: number) => string;
  /** the time of the clock in UTC, and that it is: no server knows where its reader is */
  readonly time: (at: Date) => string;
}

/** What is folded. */
export interface TechnicalWords {
  /** of a mistake of the app: for whoever makes it */
  readonly forMakers: string;
  readonly details: string;
  readonly error: string;
  readonly clientId: string;
  /** where it wanted its answer */
  readonly redirectUri: string;
  /** the names of what it sent that were not as they should be */
  readonly parameters: string;
  /** the server that was asked for and is not there */
  readonly resource: string;
}

/** The page that stands in for the redirect of an error. */
export interface HeldErrorWords {
  readonly errors: Readonly<
    Record<HeldErrorCode, { readonly title: string; readonly message: Sentence<'app'> }>
  >;
  /** on the link that leads there with the error: to a host, or the scheme of an app */
  readonly tell: Sentence<'destination'>;
  /** what it learns, and what to do otherwise */
  readonly learns: string;
}
