import { googleTokenVerifier, isLoopback, type Verifier } from '@gatehouse/auth-core';
import { quote } from '@gatehouse/environment';

import { readUrl } from '../config/read-url.ts';
import { refuseLoopbackInProduction } from './issuer-url.ts';
import { asking, type ModeContext, type VerifierDependencies } from './mode.ts';

const google = 'https://accounts.google.com';

/** Tokens are those of Google users, issued to the operator's own clients. */
export interface GoogleMode {
  readonly mode: 'google';
  readonly clientIds: readonly string[];
  /** Organisations of which users have to be members. Empty: every user with a Google account. */
  readonly hostedDomains: readonly string[];
  readonly idTokens: boolean;
  /** Google's own issuer, or an emulator on this machine. */
  readonly issuer: string;
}

export function readGoogleMode(context: ModeContext): GoogleMode {
  const { environment } = context;
  const clientIds = environment.list('AUTH_CLIENT_ID');
  if (clientIds.length === 0) {
    const remedy = 'Set it to the client ids whose tokens count: ….apps.googleusercontent.com.';
    environment.faults.add('AUTH_CLIENT_ID', 'is not set', remedy);
  }
  return {
    mode: 'google',
    clientIds,
    hostedDomains: environment.list('GOOGLE_HOSTED_DOMAIN'),
    idTokens: environment.yes('GOOGLE_ID_TOKENS'),
    issuer: readGoogleIssuer(context),
  };
}

function readGoogleIssuer(context: ModeContext): string {
  const remedy = `Leave it unset for Google, or set it to an emulator on this machine.`;
  const issuer = readUrl(context.environment, 'GOOGLE_ISSUER', remedy) ?? google;
  if (issuer === google) return google;
  if (!isLoopback(new URL(issuer).hostname)) {
    context.environment.faults.add('GOOGLE_ISSUER', `is ${quote(issuer)}`, remedy);
  }
  return refuseLoopbackInProduction(context, 'GOOGLE_ISSUER', issuer, remedy);
}

export function googleVerifier(mode: GoogleMode, dependencies: VerifierDependencies): Verifier {
  const { clientIds, hostedDomains, idTokens, issuer } = mode;
  return googleTokenVerifier({
    clientId: clientIds,
    ...(hostedDomains.length > 0 && { hostedDomain: hostedDomains }),
    idTokens,
    // An emulator has all endpoints at one address.
    ...(issuer !== google && {
      endpoints: {
        issuer,
        jwks: `${issuer}/oauth2/v3/certs`,
        tokeninfo: `${issuer}/tokeninfo`,
        userinfo: `${issuer}/oauth2/v2/userinfo`,
      },
    }),
    ...asking(dependencies, 'token_check'),
  });
}
