import type { Sentence } from './sentence.ts';

/** Who is about to be joined: an app, a server, a person. */
export interface PartiesWords {
  readonly app: string;
  readonly server: string;
  /** the reader, as a label */
  readonly person: string;
  /** the app published what it is at its own domain, and is answered there */
  readonly verifiedDomain: string;
  /** a program that listens on this computer, alone */
  readonly program: string;
  /** an app with a scheme of its own, alone */
  readonly localApp: string;
  /** of a program or app on this device: what it calls itself */
  readonly saysItIs: Sentence<'app'>;
  /** the same of one whose description is at a site */
  readonly saysItIsOf: Sentence<'app' | 'site'>;
  /** the same of one of a name that the operator added */
  readonly saysItIsKnown: Sentence<'app' | 'operator'>;
  readonly addedBy: Sentence<'operator'>;
  readonly choseItsName: string;
  /** of a site that is answered, and whose description is at another one */
  readonly describedAt: Sentence<'site'>;
  /** where it is a part of the site that stands above */
  readonly answeredAt: Sentence<'host'>;
  readonly notSignedIn: string;
  /** who has not signed in has not decided either */
  readonly decidesNext: string;
  /** an address or user name, and what the provider is called */
  readonly accountWith: Sentence<'account' | 'provider'>;
  /** the same where nothing but a name is known */
  readonly signedInWith: Sentence<'provider'>;
}
