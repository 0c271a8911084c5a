import { addressBucket } from '../../events/address-bucket.ts';
import type { Documents } from '../../documents/documents.ts';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { DocumentLimits } from '../limits/documents.ts';
import { callerOf } from '../limits/foreign-page.ts';
import { sayWhenToRetry, tooMany, TooManyRequests } from '../limits/too-many-requests.ts';
import { servedRequest } from '../request.ts';

export interface DocumentsAtEndpoint {
  readonly documents: Documents;
  /** absent: what is read is not counted */
  readonly limits: DocumentLimits | undefined;
  /** this server */
  readonly origin: string;
}

/**
 * Has the document of the client at hand before anybody looks the client up. One that cannot be used
 * is no client for this request, wherever the library asks.
 *
 * @returns what is to be answered instead; undefined where the request may go on
 */
export async function prepareClientDocument(
  ctx: KoaContextWithOIDC,
  { documents, limits, origin }: DocumentsAtEndpoint,
): Promise<TooManyRequests | undefined> {
  const { client_id: clientId } = ctx.query;
  if (typeof clientId !== 'string') return undefined;
  const from = callerOf(ctx, origin);
  const prepared = await documents.prepare(clientId, {
    caller: addressBucket(from.address),
    take: async (host) => limits?.take(from, host) ?? 0,
  });
  if (prepared.outcome === 'limited') {
    sayWhenToRetry(ctx, prepared.wait);
    return new TooManyRequests(tooMany('requests', prepared.wait));
  }
  if (prepared.outcome === 'refused') {
    servedRequest().records?.withhold(clientId);
    servedRequest().documentRefused = true;
  }
  return undefined;
}
