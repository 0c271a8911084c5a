import { acceptBothNames, checkClientKeys } from './client-keys.ts';

/** Whether metadata is that of a client which is known by the address of its document. */
export function isOfDocument({ client_id: id }: Record<string, unknown>): boolean {
  // No id that is given out here begins so (registration.ts).
  return typeof id === 'string' && id.startsWith('https://');
}

/** Keeps the keys of a client that has a document, and no others. */
export function normalizeDocumentKeys(metadata: Record<string, unknown>): void {
  checkClientKeys(metadata.jwks);
  acceptBothNames(metadata);
}
