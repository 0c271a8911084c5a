/**
 * The header by which a request says to which trace it belongs (W3C Trace Context §3.2).
 *
 * ```
 * 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
 * │  trace                            parent           flags
 * version
 * ```
 */
import { randomBytes } from 'node:crypto';

/** Where in a trace a request comes from, or goes out. */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits, not all zero: common to all that happens for one cause */
  readonly traceId: string;
  /** 16 of them: the one thing that happened, to which what is called belongs (the header's `parent-id`) */
  readonly spanId: string;
  /** whether the sender may have recorded it; anybody can say so */
  readonly sampled: boolean;
}

/** Version 00 in full; of a later version what version 00 has, and perhaps more behind a dash. */
const FORM =
  /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** Nobody has a reason to send more (a later version adds fields); what is longer is not looked at. */
const MOST = 512;

/**
 * Reads the header.
 *
 * @param header as Node gives it; several headers of the name are joined there, and are not well-formed
 * @returns undefined where there is none, or where it is not well-formed (§4.3): the request then begins a
 *   trace, and nobody is told
 */
export function parseTraceparent(
  header: string | readonly string[] | undefined,
): TraceContext | undefined {
  if (typeof header !== 'string' || header.length > MOST) return undefined;
  const [, version, traceId, spanId, flags, more] = FORM.exec(header) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Writes the header, in version 00. */
export function formatTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

/** A new trace that nobody records: what a log and the next server call a request by. */
export function newTraceContext(): TraceContext {
  const random = randomBytes(24);
  return {
    traceId: notZero(random.toString('hex', 0, 16)),
    spanId: notZero(random.toString('hex', 16)),
    sampled: false,
  };
}

/** The same trace, one step further: what is called now belongs to this step. */
export function nextTraceContext({ traceId, sampled }: TraceContext): TraceContext {
  return { traceId, spanId: notZero(randomBytes(8).toString('hex')), sampled };
}

/** Chance may draw nothing but zeros, and that is no id. */
function notZero(id: string): string {
  return /^0+$/.test(id) ? id.replace(/0$/, '1') : id;
}
