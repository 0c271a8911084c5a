import type { ComponentChild } from 'preact';
import type { ConnectorKind } from '../../connectors/connectors.ts';
import type { McpClientName } from '../home/development-steps.ts';
import type { Sentence } from './sentence.ts';

/** The page at `/`. */
export interface HomeWords {
  /** in production, where nobody is signed in */
  readonly signIn: OpeningWords;
  /** in production, where somebody is */
  readonly signedIn: OpeningWords;
  /** either title, at an operator who has a name */
  readonly titleAt: Sentence<'title' | 'operator'>;
  readonly connectApp: {
    readonly summary: string;
    readonly message: string;
    /** in place of addresses */
    readonly signInFirst: string;
  };
  readonly whoever: WhoeverWords;
  readonly details: string;
  readonly issuer: string;
  readonly metadata: string;
  /** links to it */
  readonly documents: Sentence<'oauth' | 'openId'>;
  readonly oauth: string;
  readonly openId: string;
  readonly development: DevelopmentWords;
}

interface OpeningWords {
  /** of the window, and above the page */
  readonly title: string;
  readonly message: string;
}

/** Who is signed in at this browser. */
export interface WhoeverWords {
  /** above the ways to sign in */
  readonly signInHere: string;
  readonly whySignIn: string;
  readonly signedInWith: (facts: { readonly provider: string }) => string;
  readonly signOut: string;
  /** what signing out leaves as it is */
  readonly whatStays: string;
}

interface Step {
  readonly heading: string;
  readonly message: string;
}

/** Names of variables, within a sentence. */
interface Variables {
  readonly variables: readonly ComponentChild[];
}

export interface DevelopmentWords {
  readonly title: string;
  readonly heading: string;
  readonly message: string;
  readonly connect: {
    readonly heading: string;
    readonly message: Sentence<'server'>;
    /** there is no server yet */
    readonly none: string;
    /** each with what has to be known before its line is used */
    readonly clients: Readonly<
      Record<McpClientName, { readonly name: string; readonly note: string }>
    >;
    /** above the address alone */
    readonly anyOther: string;
  };
  readonly people: {
    readonly heading: string;
    /** @param providers that are played by this computer */
    readonly message: (facts: { readonly providers: readonly string[] }) => string;
    readonly signIn: string;
    /** follows it, for those who hear the button without its line; begins with a space */
    readonly as: (facts: { readonly name: string }) => string;
    /** above the buttons that lead there */
    readonly byTheirPages: string;
  };
  readonly next: {
    readonly heading: string;
    readonly protect: { readonly heading: string; readonly message: Sentence<'guide'> };
    /** where no real provider is configured */
    readonly realAccounts: Step;
    /** where some are */
    readonly callbacks: Step;
    /** what kinds of ways to sign in are called in a list */
    readonly providers: Readonly<Record<ConnectorKind['id'], string>>;
    readonly set: (facts: Variables) => ComponentChild[];
    readonly name: {
      readonly heading: string;
      readonly message: (facts: Variables & { readonly guide: ComponentChild }) => ComponentChild[];
    };
  };
  readonly addresses: string;
}
