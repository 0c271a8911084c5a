import { randomBytes } from 'node:crypto';

/** Where in a trace a request comes from, or goes out (W3C Trace Context §3.2). */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits, not all zero. */
  readonly traceId: string;
  /** 16 of them: what a request that is sent now belongs to. */
  readonly spanId: string;
  /** Whether the sender may have recorded it. Anybody can say so. */
  readonly sampled: boolean;
}

const form = /^00-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})$/;

/** Reads the header `traceparent`; undefined where it is missing, there twice, or not of this form. */
export function parseTraceparent(
  header: string | readonly string[] | undefined,
): TraceContext | undefined {
  if (typeof header !== 'string') return undefined;
  const [, traceId, spanId, flags] = form.exec(header) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Writes the header. */
export function formatTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

/** A new trace. Nothing of it is recorded here, and it says so. */
export function newTraceContext(): TraceContext {
  return { traceId: randomId(16), spanId: randomId(8), sampled: false };
}

/** The same trace for one outgoing request. */
export function nextTraceContext({ traceId, sampled }: TraceContext): TraceContext {
  return { traceId, spanId: randomId(8), sampled };
}

/** Chance may draw nothing but zeros, and that is no id. */
function randomId(bytes: number): string {
  return randomBytes(bytes)
    .toString('hex')
    .replace(/^0+$/, (id) => id.replace(/0$/, '1'));
}
