import { randomBytes } from 'node:crypto';
import { OPERATOR_TERMS } from '../storage/operator-terms.ts';
import { normalizeClientMetadata } from './client-metadata.ts';
import { OPERATOR_GRANT_TYPES } from './operator-client.ts';

/** Who may register clients (RFC 7591): anybody, holders of an initial access token, or nobody. */
export type RegistrationPolicy = 'open' | 'token' | 'off';

/** The library's settings for dynamic client registration. Registered clients are not managed over HTTP. */
export function registration(policy: RegistrationPolicy, initialAccessToken: string | undefined) {
  return {
    enabled: policy !== 'off',
    initialAccessToken: policy === 'token' ? (initialAccessToken ?? true) : false,
    issueRegistrationAccessToken: false,
    // Never a URL: those are clients that identify themselves by a metadata document.
    idFactory: () => `client_${randomBytes(16).toString('base64url')}`,
    secretFactory: () => randomBytes(32).toString('base64url'),
  };
}

const STATEMENTS = ['software_id', 'software_version'];

const PROPERTIES = [...STATEMENTS, OPERATOR_TERMS];

/**
 * Hooks the normalisation into the library: its validator may change the metadata it is shown.
 *
 * @param clientCredentials whether that grant type is on
 */
export function extraClientMetadata(clientCredentials: boolean) {
  const served = OPERATOR_GRANT_TYPES.filter(
    (name) => clientCredentials || name !== 'client_credentials',
  );
  return {
    properties: PROPERTIES,
    validator(_ctx: unknown, key: string, value: unknown, metadata: object): void {
      const record = metadata as Record<string, unknown>;
      if (key === STATEMENTS[0]) normalizeClientMetadata(record, served);
      if (!STATEMENTS.includes(key)) return;
      if (value !== undefined && (typeof value !== 'string' || value.length > 200)) {
        delete record[key];
      }
    },
  };
}
