import { randomBytes } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { OPERATOR_TERMS } from '../storage/operator-terms.ts';
import { normalizeClientMetadata } from './client-metadata.ts';
import type { RegistrableGrantType } from './registrable-grant-type.ts';
import { hearUpdate, registeredMetadata } from './registration-request.ts';

/** Who may register clients (RFC 7591): anybody, holders of an initial access token, or nobody. */
export type RegistrationPolicy = 'open' | 'token' | 'off';

/**
 * The library's settings for dynamic client registration.
 *
 * @param grantTypes those that are served
 */
export function registration(
  policy: RegistrationPolicy,
  grantTypes: readonly RegistrableGrantType[],
) {
  return {
    enabled: policy !== 'off',
    // Which tokens are good is for the adapter to say.
    initialAccessToken: policy === 'token',
    issueRegistrationAccessToken: true,
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
    validator(
      ctx: KoaContextWithOIDC | undefined,
      key: string,
      _value: unknown,
      metadata: object,
    ): void {
      if (key !== PROPERTIES[0]) return;
      const mutable = metadata as Record<string, unknown>;
      // The library reads the body of an update by itself, and asks here before it looks at anything.
      if (ctx?.oidc.route === 'client_update') {
        hearUpdate(mutable, registeredMetadata(ctx.oidc.body ?? {}, issuer, grantTypes));
      }
      normalizeClientMetadata(mutable, issuer, grantTypes);
    },
  };
}
