import { ClientSecretPost } from 'openid-client';
import type { SignInSteps } from '../../upstream/connector.ts';
import {
  type OpenIdOptions,
  type OpenIdProvider,
  openIdSignIn,
} from '../../upstream/openid-sign-in.ts';
import { identityOf } from './id-token.ts';
import { inEitherSpelling } from './issuer-spelling.ts';
import { googleUpstream } from './upstream.ts';

export interface GoogleSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly issuer: string;
  readonly emulated: boolean;
}

/** Google: OpenID Connect. Who it is comes from the signed ID token, under its `sub`. */
export function createGoogleConnector(
  { clientId, clientSecret, issuer, emulated }: GoogleSettings,
  options: OpenIdOptions,
): SignInSteps {
  const provider: OpenIdProvider = {
    upstream: googleUpstream(clientId),
    issuer,
    issuerVariable: 'GOOGLE_ISSUER',
    clientId,
    emulated,
    selectsAccounts: true,
    // Google signs with nothing else.
    algorithms: ['RS256'],
    authentication: () => ClientSecretPost(clientSecret),
    identityOf: (idToken, received) => identityOf(idToken, { ...received, issuer, clientId }),
    grantWith: inEitherSpelling,
  };
  return openIdSignIn(provider, options);
}
