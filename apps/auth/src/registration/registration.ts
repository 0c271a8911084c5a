import { randomBytes } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { OPERATOR_TERMS } from '../storage/operator-terms.ts';
import type { GrantType } from '../provider/token/grant-type.ts';
import { normalizeClientMetadata } from './client-metadata.ts';
import { registeredMetadata } from './registration-request.ts';

/** Who may register clients (RFC 7591): anybody, holders of an initial access token, or nobody. */
export type RegistrationPolicy = 'open' | 'token' | 'off';

/** The library's settings for dynamic client registration. Registered clients are not managed over HTTP. */
export function registration(policy: RegistrationPolicy, initialAccessToken: string | undefined) {
  return {
    enabled: policy !== 'off',
    initialAccessToken: policy === 'token' ? (initialAccessToken ?? true) : false,
    issueRegistrationAccessToken: false,
    /**
     * Asked when the body has been read and before anything is made of it, so that what was sent is
     * judged here. The identifier is never a URL: those are clients that identify themselves by a
     * metadata document.
     */
    idFactory: ({ oidc }: KoaContextWithOIDC) => {
      Object.assign(oidc, { body: registeredMetadata(oidc.body ?? {}, oidc.provider.issuer) });
      return `client_${randomBytes(16).toString('base64url')}`;
    },
    secretFactory: () => randomBytes(32).toString('base64url'),
  };
}

/** What the library is to keep beside the metadata that it knows; the first one stands for all. */
const PROPERTIES = ['software_id', 'software_version', OPERATOR_TERMS];

/**
 * Hooks the normalisation into the library: its validator may change the metadata it is shown.
 *
 * @param issuer this server
 * @param grantTypes those that are served
 */
export function extraClientMetadata(issuer: string, grantTypes: readonly GrantType[]) {
  return {
    properties: PROPERTIES,
    validator(_ctx: unknown, key: string, _value: unknown, metadata: object): void {
      if (key === PROPERTIES[0])
        normalizeClientMetadata(metadata as Record<string, unknown>, issuer, grantTypes);
    },
  };
}
