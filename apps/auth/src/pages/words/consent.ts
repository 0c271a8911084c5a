import type { OpenIdScope } from '../../protocol/scopes.ts';
import type { Sentence } from './sentence.ts';

/** The page on which a person allows or denies. */
export interface ConsentWords {
  /** of the window; the page itself begins with one of the next two */
  readonly title: (facts: { readonly app: string }) => string;
  readonly wantsIdentity: Sentence<'app'>;
  readonly wantsServer: Sentence<'app' | 'server'>;
  /** a server without a name, within a sentence */
  readonly someServer: string;
  /** before the host of the document that describes the app */
  readonly describedAt: string;
  readonly server: {
    readonly label: string;
    /** one without a name, alone */
    readonly withoutName: string;
  };
  readonly answer: {
    readonly label: string;
    readonly program: Sentence<'host'>;
    readonly app: Sentence<'scheme'>;
  };
  readonly mayDo: string;
  readonly mayKnow: string;
  readonly howLong: string;
  readonly untick: string;
  readonly allowedBefore: string;
  readonly leftOut: string;
  readonly leftOutAskedAgain: string;
  readonly identityScopes: Readonly<Record<OpenIdScope, string>>;
  readonly signedInAs: string;
  readonly notYou: string;
  readonly tooSoon: string;
  /** *Allow* did not count, because the app has become another since the page was shown */
  readonly changedMeanwhile: string;
  /** what the person allowed before was about an app that called itself or proved itself otherwise */
  readonly changedSince: string;
  /** a self-registered client whose host is certain */
  readonly ifTrusted: Sentence<'host'>;
  /** a client whose document is at one host, and whose answer goes to another */
  readonly ifBothTrusted: Sentence<'site' | 'answered'>;
  /** a client of which nothing is certain */
  readonly ifBegun: string;
  readonly unavailable: UnavailableWords;
  /** the same where it says that it is the app of a site that people may know and trust */
  readonly ifBegunAs: Sentence<'site'>;
  readonly allow: string;
  readonly deny: string;
}

/** What the app asks for and this user may not have. */
export interface UnavailableWords {
  readonly title: string;
  /** below the list */
  readonly ask: Sentence<'operator'>;
  /** goes on from it, and names the button in {@link ConsentWords.notYou} */
  readonly signInAgain: string;
  /** there is nothing to allow */
  readonly nothing: string;
  /** the app has all that it can have */
  readonly nothingNew: string;
  /** in the place of both buttons, where there is nothing to allow */
  readonly returnTo: Sentence<'app'>;
}
