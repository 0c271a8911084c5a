import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type Adapter, errors, Provider } from 'oidc-provider';
import { SIGNING_ALGORITHMS } from '../protocol/algorithms.ts';
import { documentMetadata } from '../registration/document-client.ts';
import type { RegistrableGrantType } from '../registration/registrable-grant-type.ts';
import type { ClientMetadata } from '../storage/clients.ts';
import { clientRules } from './client-rules.ts';
import { checkClientMetadata } from './internals.ts';
import { refuseRequest } from './no-requests.ts';

/** Of the one key that is made for this: others take long to make. */
const KEY = { alg: 'ES256', curve: 'P-256' } as const;

/**
 * What a document means as metadata, for a command, which serves nobody: the library judges it as it would
 * in the server, since both have the same rules.
 *
 * @param issuer the server
 * @param grantTypes those that it serves
 * @returns throws errors.InvalidClientMetadata where a document means nothing that can be used
 */
export function documentChecker(
  issuer: string,
  grantTypes: readonly RegistrableGrantType[],
): (clientId: string, document: Record<string, unknown>) => ClientMetadata {
  let provider: Provider | undefined;
  return (clientId, document) => {
    const metadata = documentMetadata(clientId, document, issuer, grantTypes);
    refuseUnknownAlgorithm(metadata.id_token_signed_response_alg);
    provider ??= servingNobody(issuer, grantTypes);
    // A copy, since what it checks it also completes.
    const copy = { ...structuredClone(metadata), id_token_signed_response_alg: KEY.alg };
    checkClientMetadata(provider, copy);
    return metadata;
  };
}

/** The library takes the algorithms of its keys for those that there are, and the server has one for each. */
function refuseUnknownAlgorithm(asked: unknown): void {
  if (SIGNING_ALGORITHMS.some((one) => one === asked)) return;
  throw new errors.InvalidClientMetadata(
    `id_token_signed_response_alg must be ${SIGNING_ALGORITHMS.join(' or ')}`,
  );
}

/** With whatever the library would otherwise say is missing. */
function servingNobody(issuer: string, grantTypes: readonly RegistrableGrantType[]): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: KEY.curve });
  return new Provider(issuer, {
    ...clientRules(issuer, grantTypes, () => 0),
    adapter: () => ({}) as Adapter,
    jwks: { keys: [privateKey.export({ format: 'jwk' })] },
    cookies: { keys: [randomBytes(32)] },
    fetch: refuseRequest,
    features: { devInteractions: { enabled: false } },
  });
}
