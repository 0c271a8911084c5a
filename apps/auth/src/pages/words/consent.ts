import type { ComponentChild } from 'preact';
import type { ScopeKind } from '../../protocol/resource.ts';
import type { Sentence } from './sentence.ts';

/** The page on which a person allows or denies, and those that come after. */
export interface ConsentWords {
  /** of the window */
  readonly title: {
    readonly server: (facts: { readonly app: string; readonly server: string }) => string;
    readonly identity: (facts: { readonly app: string }) => string;
    /** of a site of which only its own word is known: without its name */
    readonly unverified: string;
    readonly more: (facts: { readonly app: string }) => string;
  };
  /** a name that nobody vouches for, in quotes */
  readonly quoted: Sentence<'app'>;
  readonly wantsIdentity: Sentence<'app'>;
  readonly wantsServer: Sentence<'app' | 'server'>;
  readonly asksForMore: (facts: {
    readonly app: ComponentChild;
    /** at least one */
    readonly count: number;
  }) => ComponentChild[];
  /** a server without a name, within a sentence */
  readonly someServer: string;
  readonly notYou: string;
  /** before the permissions of a program on this computer */
  readonly didYouStart: string;
  readonly permissions: PermissionWords;
  readonly identity: IdentityWords;
  readonly term: TermWords;
  readonly stranger: StrangerWords;
  readonly tooSoon: string;
  /** *Allow* did not count, because the app has become another since the page was shown */
  readonly changedMeanwhile: string;
  /** the same, because the operator says something else of what is asked for */
  readonly termsChangedMeanwhile: string;
  /** the required tick was missing */
  readonly notVouched: string;
  /** no scope was ticked, and there is nothing else to allow */
  readonly nothingTicked: string;
  /** what the person allowed before was about an app that called itself or proved itself otherwise */
  readonly changedSince: string;
  readonly unavailable: UnavailableWords;
  readonly actions: ActionWords;
  readonly details: DetailWords;
  readonly connected: ConnectedWords;
  readonly declined: DeclinedWords;
}

/** What an app may do at a server. */
export interface PermissionWords {
  /** above those that change nothing */
  readonly view: string;
  /** above the others */
  readonly change: string;
  /** beside one that nobody can take back */
  readonly irreversible: string;
  /** beside the headings where an app asks for more than it has */
  readonly fresh: string;
  readonly required: string;
  readonly optional: string;
  /** it comes without a tick */
  readonly off: string;
  readonly allowedBefore: string;
  readonly leftOut: string;
  readonly leftOutAskedAgain: string;
  /** in place of that line, where a permission has a name and no words */
  readonly undescribed: string;
  /** a line about a permission, then one of those above */
  readonly withDetail: Sentence<'detail' | 'choice'>;
  /** a folded list of what the app has */
  readonly already: (facts: { readonly count: number }) => string;
  /** of one in it that cannot be taken out here */
  readonly allowed: string;
}

/** What an app learns of the person (OpenID Connect Core 1.0 §5.4). */
export interface IdentityWords {
  readonly nameAndEmail: string;
  readonly name: string;
  /** below either */
  readonly alsoPicture: string;
  readonly email: string;
  /** nothing but an identifier */
  readonly recognised: string;
}

/** How long it lasts. Times are seconds. */
export interface TermWords {
  /** with refresh tokens */
  readonly unused: (facts: { readonly idle: number; readonly latest: number }) => string;
  /** without them, or where not using it ends nothing sooner */
  readonly atMost: (facts: { readonly latest: number }) => string;
  readonly undo: Sentence<'operator'>;
  /** denying more takes nothing away */
  readonly keepsRest: string;
}

/** A site of which only its own word is known. */
export interface StrangerWords {
  readonly title: Sentence<'host'>;
  readonly getsServer: Sentence<'server'>;
  readonly getsIdentity: string;
  /** it registered itself, whole days ago */
  readonly registered: (facts: { readonly days: number }) => string;
  /** its description was looked up first, whole days ago */
  readonly firstSeen: (facts: { readonly days: number }) => string;
  /** how many others have allowed it; at least so many, where there may be more */
  readonly others: (facts: { readonly count: number; readonly orMore: boolean }) => string;
  /** beside the tick that is required */
  readonly vouch: Sentence<'host'>;
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
  readonly goBack: string;
}

/** The bar with both buttons. */
export interface ActionWords {
  /** what is allowed, in a word or two; on phones */
  readonly sum: Readonly<Record<ScopeKind, string>>;
  /** the same of what comes without a tick */
  readonly sumIfTicked: Readonly<Record<ScopeKind, string>>;
  readonly onTop: string;
  readonly allowServer: Sentence<'server'>;
  readonly allowIdentity: string;
  /** the one thing that is new, in the operator's words */
  readonly allowOne: Sentence<'scope'>;
  readonly allowMore: (facts: { readonly count: number }) => string;
  readonly deny: string;
}

/** Folded, for those who want to know. */
export interface DetailWords {
  readonly title: string;
  readonly whyVerified: string;
  readonly published: Sentence<'host'>;
  readonly homePage: string;
  readonly server: string;
  readonly answer: string;
  readonly clientId: string;
  readonly scopes: string;
}

/** After *Allow*. */
export interface ConnectedWords {
  /** of the window */
  readonly title: string;
  readonly heading: Sentence<'closeTab'>;
  /** within it, and not broken */
  readonly closeTab: string;
  /** @param kinds of what was allowed, at least one, each once */
  readonly canUse: (
    facts: Readonly<Record<'app' | 'server' | 'user', ComponentChild>> & {
      readonly kinds: readonly ScopeKind[];
    },
  ) => ComponentChild[];
  /** every permission was left out */
  readonly canDoNothing: Sentence<'app' | 'server'>;
  readonly knowsYou: Sentence<'app' | 'user'>;
  readonly back: BackWords;
  readonly byItself: string;
}

/** Leads to where the answer goes. */
export interface BackWords {
  readonly site: Sentence<'host'>;
  readonly program: string;
  readonly app: string;
}

/** After *Deny*. */
export interface DeclinedWords {
  /** of the window */
  readonly title: string;
  readonly denied: string;
  /** they could press nothing else */
  readonly returned: string;
  readonly noAccess: Sentence<'app' | 'server'>;
  readonly noIdentity: Sentence<'app'>;
  readonly closeTab: string;
  /** it is told at once */
  readonly told: string;
  /** it is told by whoever presses this */
  readonly tell: Sentence<'host'>;
  readonly tellsOnly: string;
  /** leads on where the browser does not by itself */
  readonly goOn: string;
  readonly notStarted: string;
  readonly whatHappened: string;
  readonly report: Sentence<'operator' | 'clientId'>;
}
