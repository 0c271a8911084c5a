import type { DocumentRefusal } from '../events/event.ts';
import type { OutboundCode } from '../outbound/guarded-get.ts';

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
