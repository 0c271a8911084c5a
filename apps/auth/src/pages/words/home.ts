import type { ComponentChild } from 'preact';
import type { McpClientName } from '../home-page.tsx';
import type { Sentence } from './sentence.ts';

/** The page at `/`. */
export interface HomeWords {
  readonly production: OpeningWords;
  readonly development: OpeningWords & DevelopmentWords;
  readonly whoever: WhoeverWords;
  readonly issuer: string;
  readonly metadata: string;
  /** links to it */
  readonly documents: Sentence<'oauth' | 'openId'>;
  readonly oauth: string;
  readonly openId: string;
}

interface OpeningWords {
  /** of the window */
  readonly title: string;
  readonly heading: string;
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

export interface DevelopmentWords {
  readonly connect: string;
  readonly clients: Readonly<Record<McpClientName, string>>;
  readonly people: {
    readonly heading: string;
    /** @param providers that are played by this computer */
    readonly message: (facts: { readonly providers: readonly string[] }) => string;
  };
  readonly realAccounts: {
    readonly heading: string;
    readonly message: (facts: {
      /** as this language calls them */
      readonly providers: readonly string[];
      /** names of variables, those of one provider in a list of their own */
      readonly variables: readonly (readonly ComponentChild[])[];
    }) => ComponentChild[];
  };
}
