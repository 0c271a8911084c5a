import { randomBytes } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { OPERATOR_TERMS } from '../storage/operator-terms.ts';
import { normalizeClientMetadata } from './client-metadata.ts';
import type { RegistrableGrantType } from './registrable-grant-type.ts';
import { registeredMetadata } from './registration-request.ts';

/** Who may register clients (RFC 7591): anybody, holders of an initial access token, or nobody. */
export type RegistrationPolicy = 'open' | 'token' | 'off';

/**
 * The library's settings for dynamic client registration. Registered clients are not managed over HTTP.
 *
 * @param grantTypes those that are served
 */
export function registration(
  policy: RegistrationPolicy,
  initialAccessToken: string | undefined,
  grantTypes: readonly RegistrableGrantType[],
) {
  return {
    enabled: policy !== 'off',
    initialAccessToken: policy === 'token' ? (initialAccessToken ?? true) : false,
    issueRegistrationAccessToken: false,
    /**
     * The library asks for it when it has read the body and before it uses it, so the body is checked
     * here. The identifier is never a URL, because a URL stands for a client with a metadata document.
     */
    idFactory: ({ oidc }: KoaContextWithOIDC) => {
      const { body = {}, provider } = oidc;
      Object.assign(oidc, { body: registeredMetadata(body, provider.issuer, grantTypes) });
      return `client_${randomBytes(16).toString('base64url')}`;
    },
    secretFactory: () => randomBytes(32).toString('base64url'),
  };
}

/** Members that the library keeps beside those it knows. The validator acts on the first one only. */
const PROPERTIES = ['software_id', 'software_version', OPERATOR_TERMS];

/**
 * Makes the library normalise metadata: the validator is called once for each of these members, and may
 * change all the metadata.
 *
 * @param issuer this server
 * @param grantTypes those that are served
 */
export function extraClientMetadata(issuer: string, grantTypes: readonly RegistrableGrantType[]) {
  return {
    properties: PROPERTIES,
    validator(_ctx: unknown, key: string, _value: unknown, metadata: object): void {
      if (key === PROPERTIES[0])
        normalizeClientMetadata(metadata as Record<string, unknown>, issuer, grantTypes);
    },
  };
}
