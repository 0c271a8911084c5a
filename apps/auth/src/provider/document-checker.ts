import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type Adapter, Provider } from 'oidc-provider';
import { documentMetadata } from '../registration/document-client.ts';
import type { RegistrableGrantType } from '../registration/registrable-grant-type.ts';
import type { ClientMetadata } from '../storage/clients.ts';
import { clientRules } from './client-rules.ts';
import { checkClientMetadata } from './internals.ts';

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
    provider ??= servingNobody(issuer, grantTypes);
    // A copy, since what it checks it also completes.
    checkClientMetadata(provider, structuredClone(metadata));
    return metadata;
  };
}

/** With whatever the library would otherwise say is missing. */
function servingNobody(issuer: string, grantTypes: readonly RegistrableGrantType[]): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return new Provider(issuer, {
    ...clientRules(issuer, grantTypes, () => 0),
    adapter: () => ({}) as Adapter,
    jwks: { keys: [privateKey.export({ format: 'jwk' })] },
    cookies: { keys: [randomBytes(32)] },
    features: { devInteractions: { enabled: false } },
  });
}
