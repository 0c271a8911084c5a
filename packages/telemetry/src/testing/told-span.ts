import type { Attributes } from '../attributes.ts';
import { errorType } from '../error-type.ts';
import type { Span, SpanKind } from '../span.ts';

/** A span that remembers what it is told, without OpenTelemetry. */
export class ToldSpan implements Span {
  readonly traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  readonly spanId = '00f067aa0ba902b7';
  readonly sampled = true;
  readonly parts: ToldSpan[] = [];
  attributes: Attributes;
  name: string;
  readonly kind: SpanKind;
  /** undefined until it has ended; `ok`, or what went wrong */
  ended: string | undefined;

  constructor(name: string, kind: SpanKind, attributes: Attributes = {}) {
    this.name = name;
    this.kind = kind;
    this.attributes = attributes;
  }

  rename(name: string): void {
    this.name = name;
  }

  set(attributes: Attributes): void {
    this.attributes = { ...this.attributes, ...attributes };
  }

  child(name: string, kind: SpanKind, attributes?: Attributes): ToldSpan {
    const part = new ToldSpan(name, kind, attributes);
    this.parts.push(part);
    return part;
  }

  end(error?: unknown): void {
    this.ended ??= error === undefined ? 'ok' : errorType(error);
  }
}
