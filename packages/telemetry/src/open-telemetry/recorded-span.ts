import {
  ROOT_CONTEXT,
  type Span as ApiSpan,
  SpanKind as ApiKind,
  type SpanContext,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import type { Attributes } from '../attributes.ts';
import { errorType } from '../error-type.ts';
import type { TraceContext } from '../traceparent.ts';
import type { Span, SpanKind } from '../span.ts';

const KINDS = { server: ApiKind.SERVER, client: ApiKind.CLIENT, internal: ApiKind.INTERNAL };

/** What came from elsewhere, as OpenTelemetry has it. */
export function remoteContext({ traceId, spanId, sampled }: TraceContext): SpanContext {
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return { traceId, spanId, traceFlags, isRemote: true };
}

/** A span of OpenTelemetry's, with no more to it than the allow list has. */
export class RecordedSpan implements Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
  readonly #tracer: Tracer;
  readonly #span: ApiSpan;

  constructor(tracer: Tracer, span: ApiSpan) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceId = traceId;
    this.spanId = spanId;
    this.sampled = (traceFlags & TraceFlags.SAMPLED) !== 0;
    this.#tracer = tracer;
    this.#span = span;
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  set(attributes: Attributes): void {
    if (this.sampled) this.#span.setAttributes({ ...attributes });
  }

  child(name: string, kind: SpanKind, attributes: Attributes = {}, link?: TraceContext): Span {
    // Nobody hears of the part of what nobody hears of; to end this one is nothing then, too.
    if (!this.sampled) return this;
    const links = link && { links: [{ context: remoteContext(link) }] };
    const options = { kind: KINDS[kind], attributes: { ...attributes }, ...links };
    const context = trace.setSpan(ROOT_CONTEXT, this.#span);
    return new RecordedSpan(this.#tracer, this.#tracer.startSpan(name, options, context));
  }

  end(error?: unknown): void {
    if (!this.sampled) return;
    if (error !== undefined) {
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
      this.#span.setAttribute('error.type', errorType(error));
    }
    this.#span.end();
  }
}
