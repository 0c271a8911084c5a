import type { UpstreamErrorCode } from './upstream-error.ts';

/** A provider as errors speak of it, and what the operator registered there. */
export interface Upstream {
  /** the id of its connector */
  readonly provider: string;
  /** its name in sentences */
  readonly label: string;
  /** where the server is registered, for an operator who has to change something */
  readonly registration: Registration;
  /** errors of its own, and those that mean something else there than everywhere */
  readonly errors?: ErrorMeanings;
}

/** The client that this server is at a provider. Its secret is not part of it. */
export interface Registration {
  readonly clientId: string;
  /** the names of the variables that hold the client */
  readonly variables: { readonly clientId: string; readonly clientSecret: string };
  /** the settings of the client there: “the OAuth app at https://github.com/settings/developers” */
  readonly place: string;
  /** what is asked for */
  readonly scope: string;
}

/** What errors of OAuth mean, by their code. */
export type ErrorMeanings = Readonly<Record<string, ErrorMeaning>>;

export interface ErrorMeaning {
  readonly code: UpstreamErrorCode;
  /** the log says it, after what happened */
  remedy?(about: Registration, redirectUri: string): string;
}
