import type { Received } from '../outbound/guarded-get.ts';
import type { ClientMetadata } from '../storage/clients.ts';
import { DocumentRefused } from './document-refusal.ts';

/** `application/json`, or a type whose suffix says that it is JSON (RFC 6839 §3.1). */
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json(?:\s*;|$)/i;

/**
 * The metadata of a client out of the answer of its host.
 *
 * @param metadataOf what the document means; throws where it is of no use
 * @throws DocumentRefused
 */
export function readDocument(
  received: Received,
  metadataOf: (document: Record<string, unknown>) => ClientMetadata,
): ClientMetadata {
  const document = jsonObject(received);
  try {
    return metadataOf(document);
  } catch (error) {
    throw new DocumentRefused('metadata', undefined, error);
  }
}

/**
 * The object that an answer is, in JSON.
 *
 * @throws DocumentRefused
 */
export function jsonObject({ status, headers, body }: Received): Record<string, unknown> {
  // No redirect is followed, and no other success is a document.
  if (status === 404 || status === 410) throw new DocumentRefused('gone', status);
  if (status !== 200) throw new DocumentRefused('status', status);
  if (!JSON_TYPE.test(headers.get('content-type') ?? '')) throw new DocumentRefused('content_type');
  return parsed(body);
}

function parsed(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new DocumentRefused('not_json', undefined, error);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new DocumentRefused('not_json');
}
