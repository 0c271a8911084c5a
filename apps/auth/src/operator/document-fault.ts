import type { DocumentRefused } from '../documents/document-refusal.ts';
import type { OutboundCode } from '../outbound/guarded-get.ts';

/** Why a document that the operator named cannot be used. Nobody else is told this much. */
export type DocumentFault =
  | { readonly code: OutboundCode }
  | { readonly code: 'status'; readonly status: number }
  | { readonly code: 'content_type' }
  | { readonly code: 'not_json' }
  /** `said`: what registration says of it */
  | { readonly code: 'metadata'; readonly said: string };

/** @returns undefined where it is no fault of the document */
export function documentFault({
  reason,
  detail,
  cause,
}: DocumentRefused): DocumentFault | undefined {
  if (typeof detail === 'number') return { code: 'status', status: detail };
  if (detail !== undefined) return { code: detail };
  if (reason === 'content_type' || reason === 'not_json') return { code: reason };
  // RFC 7591 §3.2.2
  const { error_description: said } = (cause ?? {}) as { readonly error_description?: unknown };
  return typeof said === 'string' ? { code: 'metadata', said } : undefined;
}
