import type { DocumentRefusal } from '../events/event.ts';
import { type OutboundCode, OutboundError } from '../outbound/guarded-get.ts';

/** A document that is of no use, with what the log may say of why. */
export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused';
  readonly reason: DocumentRefusal;
  /** a word of {@link OutboundCode}, or a status */
  readonly detail: OutboundCode | number | undefined;

  constructor(reason: DocumentRefusal, detail?: OutboundCode | number, cause?: unknown) {
    super(`the metadata document cannot be used: ${reason}`, { cause });
    this.reason = reason;
    this.detail = detail;
  }
}

/**
 * Why nothing came of a request for a document.
 *
 * @throws what is no fault of the document, such as that of a database
 */
export function refusalOf(error: unknown): DocumentRefused {
  if (error instanceof DocumentRefused) return error;
  if (error instanceof OutboundError) {
    const isBusy = error.code === 'too_many_requests';
    return new DocumentRefused(isBusy ? 'busy' : 'unreachable', error.code, error);
  }
  throw error;
}
