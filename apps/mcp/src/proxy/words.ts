/**
 * What the pages of the proxy say, in any language. Facts are HTML that whoever gives them has escaped, so
 * that a language puts markup where its grammar wants it; in titles they are plain text.
 */
export interface ProxyWords {
  /** BCP 47: the `lang` of every page, and the locale of waits */
  readonly language: string;
  readonly consent: ConsentWords;
  readonly held: HeldErrorWords;
  readonly destination: {
    readonly program: (facts: { readonly host: string }) => string;
    /** an app with a scheme of its own, such as `cursor` */
    readonly app: (facts: { readonly scheme: string }) => string;
  };
  /** titles of pages that lead on by themselves */
  readonly goingOn: {
    readonly toProvider: (facts: { readonly host: string }) => string;
    readonly toApp: string;
    readonly nothingShared: string;
    readonly next: string;
  };
  readonly expired: TitledWords;
  readonly tooMany: {
    readonly title: string;
    readonly message: string;
    readonly again: (facts: { readonly wait: string }) => string;
  };
  readonly reference: string;
}

export interface TitledWords {
  readonly title: string;
  readonly message: string;
}

export interface ConsentWords {
  readonly title: (facts: { readonly app: string }) => string;
  /** after the sign-in, where the user is asked once more */
  readonly titleAgain: (facts: { readonly app: string }) => string;
  readonly again: string;
  readonly withoutName: string;
  readonly who: (facts: { readonly app: string }) => string;
  readonly signInAt: string;
  readonly comeFrom: string;
  readonly asksFor: string;
  readonly scopes: (facts: { readonly scopes: readonly string[] }) => string;
  readonly answer: string;
  /** where the host is certain */
  readonly ifTrusted: (facts: { readonly host: string }) => string;
  readonly ifBegun: string;
  readonly allow: string;
  readonly deny: string;
}

export interface HeldErrorWords {
  readonly denied: TitledWords;
  readonly failed: TitledWords;
  readonly broken: TitledWords;
  readonly withoutName: string;
  readonly who: (facts: { readonly app: string }) => string;
  readonly connecting: string;
  readonly followedLink: string;
  readonly goTo: (facts: { readonly destination: string }) => string;
  readonly code: string;
}
