import type { FrameWords } from '@gatehouse/look/components';
import type { ComponentChild } from 'preact';

/** A sentence around parts of a page. A language puts them where its grammar wants them. */
export type Said<Names extends string> = (
  parts: Readonly<Record<Names, ComponentChild>>,
) => ComponentChild[];

/** What the pages of the proxy say, in any language. No page has a word of its own. */
export interface ProxyWords {
  /** BCP 47: the `lang` of every page, and the locale of times */
  readonly language: string;
  /** what it is called by those who speak it: “Deutsch” */
  readonly endonym: string;
  readonly direction: 'ltr' | 'rtl';
  readonly frame: FrameWords;
  readonly parties: PartyWords;
  readonly consent: ConsentWords;
  readonly permissions: PermissionWords;
  readonly goingOn: GoingOnWords;
  readonly held: HeldErrorWords;
  readonly expired: OutcomeWords;
  readonly tooMany: OutcomeWords & {
    readonly again: Said<'when'>;
    /** “in 4 minutes” */
    readonly when: (seconds: number) => string;
  };
  readonly technical: TechnicalWords;
  readonly reference: string;
}

export interface OutcomeWords {
  readonly title: string;
  readonly message: string;
  readonly step?: string;
}

/** The thread: who asks, for what, and as whom. */
export interface PartyWords {
  readonly app: string;
  readonly server: string;
  readonly person: string;
  readonly notVerified: string;
  readonly program: string;
  readonly localApp: string;
  readonly withoutName: string;
  /** the name of an app of which nothing is proven */
  readonly quoted: Said<'app'>;
  readonly saysItIs: Said<'app'>;
  readonly choseItsName: string;
  readonly notSignedIn: string;
  readonly signsInAt: Said<'host'>;
  readonly signedIn: string;
  readonly cameFrom: Said<'host'>;
}

export interface ConsentWords {
  /** of the window: the name is plain text */
  readonly title: (facts: { readonly app: string }) => string;
  /** the same of a site, whose name is no title */
  readonly titleOfSite: string;
  /** the same after the sign-in */
  readonly titleAgain: string;
  readonly heading: Said<'app' | 'server'>;
  /** after the sign-in, where the user is asked once more */
  readonly headingAgain: Said<'app'>;
  readonly again: string;
  /** of a program on this device: the one test there is */
  readonly didYouStart: string;
  /** of a site: what is known of it */
  readonly caution: { readonly title: Said<'site'>; readonly text: string };
  /** *Allow* came before anybody can have read the page */
  readonly tooSoon: string;
  readonly term: Said<'host'>;
  readonly askedEachTime: string;
  /** in the bar on phones: the kinds of what is asked for */
  readonly sum: { readonly view: string; readonly change: string };
  readonly deny: string;
  readonly allow: Said<'server'>;
}

/** Scopes of the provider, as far as anything is known of them. */
export interface PermissionWords {
  readonly heading: string;
  readonly required: string;
  /** no scope is asked for */
  readonly unsaid: Said<'host'>;
  /** below a scope of which nothing but the name is known */
  readonly unknown: Said<'host'>;
  readonly known: Readonly<Record<KnownScope, string>>;
}

/** OpenID Connect Core §5.4 and §11, this server’s own, and two of GitHub’s. */
export type KnownScope =
  | 'openid'
  | 'profile'
  | 'email'
  | 'offline_access'
  | 'mcp:read'
  | 'mcp:write'
  | 'read:user'
  | 'user:email';

/** Pages that lead on by themselves. */
export interface GoingOnWords {
  readonly toProvider: OutcomeTitle<'host'>;
  readonly toApp: OutcomeTitle<never>;
  readonly declined: OutcomeTitle<never>;
  readonly next: Said<'destination'>;
  readonly program: string;
  readonly byItself: string;
}

interface OutcomeTitle<Names extends string> {
  readonly title: (facts: Readonly<Record<Names, string>>) => string;
  readonly message: string;
}

export interface HeldErrorWords {
  readonly denied: HeldWords;
  readonly failed: HeldWords;
  readonly broken: HeldWords;
  readonly tell: Said<'destination'>;
  readonly learnsOfNo: string;
  readonly learnsOfError: string;
}

interface HeldWords {
  readonly title: string;
  readonly message: Said<'app'>;
}

/** What is folded. */
export interface TechnicalWords {
  readonly details: string;
  readonly forMakers: string;
  readonly server: string;
  readonly answer: string;
  readonly clientId: string;
  readonly scopes: string;
  readonly error: string;
}
