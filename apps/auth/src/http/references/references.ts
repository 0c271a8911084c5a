/**
 * What a person reads to the operator, and where the operator finds it.
 *
 * ```
 * page that says what went wrong ─┬─ among ten of this minute ──▶ one line in the log, and its reference on the page
 *                                 └─ one more, or no such log ──▶ counted, and no reference on the page
 * ```
 *
 * A reference comes from here alone, after its line was written, so that no page shows one that leads
 * nowhere. Programs get none: what they are told is in the standard's error code and its description.
 *
 * @module
 */
import type { ServerResponse } from 'node:http';
import { newReference } from '@gatehouse/display';
import { Counter, type Registry } from '@prometheus-io/client';
import type { Logger } from '../../events/logger.ts';
import { endpointAt } from '../../protocol/addresses.ts';
import { sayableAddress } from '../../protocol/sayable-address.ts';
import { currentRequest } from '../../provider/request.ts';
import { type Incident, type Reason, REASONS } from './incident.ts';
import { ToldLately } from '../../events/told-lately.ts';

/**
 * Notes what went wrong, for the page that is about to say so.
 *
 * @param res the answer of the request
 * @returns the reference to show; undefined where there is no line that it would lead to
 */
export type Refer = (res: ServerResponse, incident: Incident) => string | undefined;

export interface ReferencesOptions {
  readonly logger: Pick<Logger, 'info' | 'isLevelEnabled'>;
  readonly registry: Registry;
  /** milliseconds */
  readonly now: () => number;
}

/** What is kept with an answer of Express, and of the library, which is handed the same object. */
interface OfRequest {
  readonly locals?: { readonly requestId?: string };
  readonly req: { readonly ip?: string | undefined; readonly originalUrl?: string };
}

export function references({ logger, registry, now }: ReferencesOptions): Refer {
  const pages = pageCounter(registry);
  const lately = new ToldLately({ now });
  return (res, { causeId, ...incident }) => {
    const { reason } = incident;
    const { locals, req } = res as unknown as OfRequest;
    if (!logger.isLevelEnabled('info') || !lately.isFew(reason, req.ip)) {
      pages.inc({ reason, reference: 'withheld' });
      return undefined;
    }
    const reference = newReference();
    const { clientId, userId } = whoIsKnown();
    logger.info(
      {
        reference,
        id: locals?.requestId,
        ...(causeId !== undefined && { cause_id: causeId }),
        endpoint: endpointAt(req.originalUrl?.split('?')[0] ?? ''),
        ...incident,
        resource: incident.error === 'invalid_target' ? resourceAsked() : undefined,
        client_id: clientId,
        user_id: userId,
      },
      'a page with a reference was shown',
    );
    pages.inc({ reason, reference: 'shown' });
    return reference;
  };
}

function pageCounter(registry: Registry) {
  const counter = new Counter({
    name: 'gatehouse_error_pages_total',
    help: 'Pages that say what went wrong. `withheld`: without a reference, since the log has no line of it.',
    labelNames: ['reason', 'reference'],
    registers: [registry],
  });
  for (const reason of REASONS) {
    for (const reference of ['shown', 'withheld']) counter.inc({ reason, reference }, 0);
  }
  return counter as { inc(labels: { reason: Reason; reference: 'shown' | 'withheld' }): void };
}

/** The client and the person of the request, as far as it has come to know them. */
function whoIsKnown(): {
  readonly clientId?: string | undefined;
  readonly userId?: string | undefined;
} {
  const { about } = currentRequest() ?? {};
  const oidc = contextOfLibrary();
  return {
    clientId: about?.clientId ?? oidc?.client?.clientId ?? possibleId(oidc?.params?.client_id),
    userId: about?.userId ?? oidc?.session?.accountId,
  };
}

/** The library has no context of its own where it answers before it has found a route. */
function contextOfLibrary() {
  const { ctx } = currentRequest() ?? {};
  return (ctx as Partial<typeof ctx> | undefined)?.oidc;
}

/** The resource that was asked for, if it may be repeated. */
export function resourceAsked(): string | undefined {
  return sayableAddress(contextOfLibrary()?.params?.resource);
}

/**
 * An id that was asked for, if it has the form of one: as they are made here, of a client that was removed,
 * perhaps, or cut when it was copied; or the address of a client's own document.
 */
function possibleId(asked: unknown): string | undefined {
  if (typeof asked !== 'string') return undefined;
  const isId = /^client_[\w-]{1,64}$/.test(asked);
  return isId || (asked.startsWith('https://') && sayableAddress(asked) === asked)
    ? asked
    : undefined;
}
