import type { Provider } from 'oidc-provider';
import { type DocumentPolicy, isDenied } from '../documents/document-policy.ts';
import { ClientKeys } from '../documents/client-keys.ts';
import { Documents } from '../documents/documents.ts';
import type { Events } from '../events/events.ts';
import type { GuardedGet } from '../outbound/guarded-get.ts';
import { documentMetadata } from '../registration/document-client.ts';
import type { RegistrableGrantType } from '../registration/registrable-grant-type.ts';
import type { Storage } from '../storage/storage.ts';
import { checkClientMetadata } from './internals.ts';

/** Whose documents are read, and how. */
export interface DocumentsConfig {
  readonly policy: DocumentPolicy;
  readonly get: GuardedGet;
}

export interface ClientDocumentsOptions {
  readonly issuer: string;
  readonly events: Events;
  readonly documents?: DocumentsConfig;
  /** those that are served */
  readonly grantTypes: readonly RegistrableGrantType[];
}

const NONE: DocumentsConfig = {
  policy: { enabled: false, domains: [], deniedDomains: [], loopback: false },
  get: () => Promise.reject(new TypeError('no documents are read')),
};

/** Clients with documents, as far as the library could make use of them: what it would refuse is not stored. */
export function clientDocuments(
  provider: () => Provider,
  storage: Storage,
  { issuer, events, documents = NONE, grantTypes }: ClientDocumentsOptions,
): Documents {
  return new Documents({
    ...documents,
    store: storage.clientDocuments,
    events,
    metadataOf(clientId, document) {
      const metadata = documentMetadata(clientId, document, issuer, grantTypes);
      // A copy, since what it checks it also completes.
      checkClientMetadata(provider(), structuredClone(metadata));
      return metadata;
    },
    now: () => Date.now(),
  });
}

/** Their keys, as far as they have them at an address. */
export function clientKeys(
  { clientDocumentKeys: store }: Storage,
  {
    events,
    documents: { get, policy } = NONE,
  }: Pick<ClientDocumentsOptions, 'events' | 'documents'>,
): ClientKeys {
  return new ClientKeys({
    store,
    get,
    events,
    mayAsk: ({ hostname }) => !isDenied(hostname, policy),
    now: () => Date.now(),
  });
}
