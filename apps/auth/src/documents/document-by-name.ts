import type { GuardedGet } from '../outbound/guarded-get.ts';
import type { Freshness } from '../storage/client-documents.ts';
import type { ClientMetadata } from '../storage/clients.ts';
import { DocumentRefused, refusalOf } from './document-refusal.ts';
import { MAX_BYTES, TIMEOUT } from './documents.ts';
import { freshnessOf } from './freshness.ts';
import { readDocument } from './read-document.ts';

/** What a document is read with. */
export interface ReadingDocuments {
  readonly get: GuardedGet;
  /** what a document means as metadata; throws where it means nothing that can be used */
  readonly metadataOf: (clientId: string, document: Record<string, unknown>) => ClientMetadata;
  /** milliseconds */
  readonly now: () => number;
}

/** A document that was read, or given. */
export interface DocumentInHand {
  readonly metadata: ClientMetadata;
  readonly freshness: Freshness;
}

/** A copy is never asked for again, so nothing goes by how fresh it is. */
const COPIED: Freshness = { etag: null, lastModified: null, freshFor: 0 };

/**
 * Reads a document that the operator names by command, whatever is stored of it. Its host may be on a
 * private network, since it is the operator who says so.
 *
 * @throws DocumentRefused
 */
export async function documentByName(
  { get, metadataOf, now }: ReadingDocuments,
  clientId: string,
): Promise<DocumentInHand> {
  try {
    const received = await get(new URL(clientId), {
      maxBytes: MAX_BYTES,
      timeoutMs: TIMEOUT,
      mayBePrivate: true,
    });
    const metadata = readDocument(received, (document) => metadataOf(clientId, document));
    return { metadata, freshness: freshnessOf(received.headers, now()) };
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The same of a copy that the operator gives. @throws DocumentRefused */
export function documentByCopy(
  { metadataOf }: Pick<ReadingDocuments, 'metadataOf'>,
  clientId: string,
  copy: Record<string, unknown>,
): DocumentInHand {
  try {
    return { metadata: metadataOf(clientId, copy), freshness: COPIED };
  } catch (error) {
    throw new DocumentRefused('metadata', undefined, error);
  }
}
