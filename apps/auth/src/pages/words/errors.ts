import type { ComponentChild, ComponentChildren } from 'preact';
import type { ProblemCode } from '../problems.ts';
import type { HeldErrorCode } from '../held-error-page.tsx';
import type { Sentence } from './sentence.ts';

/** Pages that say what went wrong. */
export interface ErrorWords {
  readonly problems: Readonly<Record<ProblemCode, ProblemWords>>;
  readonly held: HeldErrorWords;
  /** a link to the page at `/` */
  readonly toStartPage: string;
}

export interface ProblemWords {
  readonly title: string;
  readonly message: string;
  /** one step for each line */
  readonly whatToDo: readonly Step[];
}

/** What a person can do, where that depends on the page: in its words. */
export type Step = string | ((facts: StepFacts) => ComponentChildren);

export interface StepFacts {
  /** whether the page has a reference, below the steps */
  readonly hasReference: boolean;
  /** seconds until it is over, where that is known */
  readonly wait: number | undefined;
  /** whom to ask, within a sentence */
  readonly operator: ComponentChild;
}

/** The page that stands in for the redirect of an error. */
export interface HeldErrorWords {
  readonly errors: Readonly<
    Record<HeldErrorCode, { readonly title: string; readonly message: string }>
  >;
  readonly connecting: string;
  readonly followedLink: string;
  readonly goTo: Sentence<'destination'>;
  /** before the resource that was asked for and is not there */
  readonly askedFor: string;
}
