import type { Configuration } from 'oidc-provider';
import {
  CLIENT_AUTH_METHODS,
  DEFAULT_CLIENT_AUTH_METHOD,
} from '../protocol/client-authentication.ts';
import { OPENID_SCOPES } from '../protocol/scopes.ts';
import { NEW_ID_TOKEN_ALG } from '../registration/id-token-alg.ts';
import type { RegistrableGrantType } from '../registration/registrable-grant-type.ts';
import { extraClientMetadata } from '../registration/registration.ts';
import { assertionPolicy } from './client-authentication/client-assertions.ts';
import { AUTHORIZATION_CODE } from './token/grants/authorization-code.ts';

/**
 * All of the library's settings by which it judges the metadata of a client.
 *
 * @param issuer this server
 * @param grantTypes those that are served
 * @param now seconds since the epoch
 */
export function clientRules(
  issuer: string,
  grantTypes: readonly RegistrableGrantType[],
  now: () => number,
): Configuration {
  return {
    responseTypes: ['code'],
    scopes: [...OPENID_SCOPES],
    clientAuthMethods: [...CLIENT_AUTH_METHODS],
    ...assertionPolicy(now),
    clientDefaults: {
      grant_types: [AUTHORIZATION_CODE.name],
      response_types: ['code'],
      id_token_signed_response_alg: NEW_ID_TOKEN_ALG,
      token_endpoint_auth_method: DEFAULT_CLIENT_AUTH_METHOD,
    },
    extraClientMetadata: extraClientMetadata(issuer, grantTypes),
  };
}
