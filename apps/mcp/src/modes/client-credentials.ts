import type { ModeContext } from './mode.ts';

/** This server's own registration at the provider. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** @param where the page or command of the provider where one gets them, as the end of a sentence */
export function readClientCredentials(
  { environment }: ModeContext,
  where: string,
): ClientCredentials {
  return {
    clientId: environment.required('AUTH_CLIENT_ID', `Set it to the client id from ${where}.`),
    clientSecret: environment.required(
      'AUTH_CLIENT_SECRET',
      `Set it to the client secret from ${where}.`,
    ),
  };
}
