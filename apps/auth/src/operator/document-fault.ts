import { errors } from 'oidc-provider';
import { DocumentRefused } from '../documents/document-refusal.ts';
import { OUTBOUND_CODES, type OutboundCode } from '../outbound/guarded-get.ts';

/** Why a document that the operator named cannot be used. Nobody else is told this much. */
export type DocumentFault =
  | { readonly code: OutboundCode }
  | { readonly code: 'status'; readonly status: number }
  | { readonly code: 'content_type' }
  | { readonly code: 'not_json' }
  /** `said`: what registration says of it */
  | { readonly code: 'metadata'; readonly said: string };

/** @returns undefined where the error is about something else */
export function documentFault(error: unknown): DocumentFault | undefined {
  if (error instanceof errors.InvalidClientMetadata) {
    return { code: 'metadata', said: error.error_description ?? error.message };
  }
  if (!(error instanceof DocumentRefused)) return undefined;
  const { reason, detail, cause } = error;
  if (typeof detail === 'number') return { code: 'status', status: detail };
  const code = OUTBOUND_CODES.find((one) => one === detail);
  if (code !== undefined) return { code };
  if (reason === 'content_type' || reason === 'not_json') return { code: reason };
  return documentFault(cause);
}
