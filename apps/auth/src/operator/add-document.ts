import { z } from 'zod';
import {
  documentByCopy,
  documentByName,
  type DocumentInHand,
} from '../documents/document-by-name.ts';
import { isDocumentAddress, isServed } from '../documents/document-policy.ts';
import { DocumentRefused } from '../documents/document-refusal.ts';
import { ForeignClientId } from '../storage/client-documents.ts';
import { describedById } from './clients.ts';
import type { DescribedClient } from './described-client.ts';
import { documentFault } from './document-fault.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';

export const NewDocument = z.strictObject({
  client_id: z.string().min(1).max(2048),
  /** the document as the operator has it; absent: it is read from its address now */
  copy: z.record(z.string(), z.unknown()).optional(),
});

export type NewDocument = z.infer<typeof NewDocument>;

/**
 * Registers a client whose id is the address of a document: as it is at that address now, or by a copy of
 * it, which is then never fetched. What was there of the document is replaced, a copy by what is fetched
 * too; whether the client is disabled is not touched.
 *
 * @throws OperationError `documents_off`, `no_document_address`, `document_not_served`,
 *   `document_refused`, `client_id_taken`
 */
export async function addDocument(
  context: OperatorContext,
  asked: NewDocument,
): Promise<DescribedClient> {
  const { client_id: clientId } = asked;
  const { clientDocuments, clients, documents, events } = context;
  if (!documents.policy.enabled) throw new OperationError({ code: 'documents_off' });
  if (!isDocumentAddress(clientId, documents.policy))
    throw new OperationError({ code: 'no_document_address', clientId });
  if (!isServed(clientId, documents.policy))
    throw new OperationError({ code: 'document_not_served', host: new URL(clientId).hostname });
  const { metadata, freshness } = await documentInHand(context, asked);
  const registered = { type: 'client_registered', clientId, kind: 'document' } as const;
  const replaced = { type: 'client_changed', clientId, change: 'replaced' } as const;
  const unit = events.before(registered, replaced);
  const pinned = asked.copy !== undefined;
  try {
    const saved = await clientDocuments.byOperator(metadata, freshness, { pinned }, unit);
    if (saved?.is === 'registered') events.happened(registered);
    if (saved?.is === 'replaced') events.happened({ ...replaced, grants: saved.grants });
  } catch (error) {
    if (!(error instanceof ForeignClientId)) throw error;
    throw new OperationError({ code: 'client_id_taken', clientId }, { cause: error });
  }
  return describedById(clients, clientId);
}

async function documentInHand(
  { documents }: OperatorContext,
  { client_id: clientId, copy }: NewDocument,
): Promise<DocumentInHand> {
  try {
    if (copy === undefined) return await documentByName(documents, clientId);
    return documentByCopy(documents, clientId, copy);
  } catch (error) {
    const fault = error instanceof DocumentRefused ? documentFault(error) : undefined;
    if (fault === undefined) throw error;
    throw new OperationError({ code: 'document_refused', clientId, fault }, { cause: error });
  }
}
