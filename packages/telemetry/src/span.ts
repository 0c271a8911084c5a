import { AsyncLocalStorage } from 'node:async_hooks';
import type { Attributes } from './attributes.ts';
import type { TraceContext } from './traceparent.ts';

/** Whom a span is about: a request that came in, one that goes out, or what happens in between. */
export type SpanKind = 'server' | 'client' | 'internal';

/** Something that takes time, as a part of a trace. Where nobody records it, it costs next to nothing. */
export interface Span extends TraceContext {
  /**
   * Calls it something else, where that is known later than when it began.
   *
   * @param name from a closed list, as in {@link child}
   */
  rename(name: string): void;
  /** Adds to what is known of it. */
  set(attributes: Attributes): void;
  /**
   * Begins a part of it.
   *
   * @param name from a closed list: it is not checked, and is sent as it is
   * @param link a trace that it has to do with as well
   */
  child(name: string, kind: SpanKind, attributes?: Attributes, link?: TraceContext): Span;
  /**
   * Ends it; nothing is heard of it afterwards.
   *
   * @param error why it failed: an error, of which only its code or the name of its class is said, or the
   *   status of an answer
   */
  end(error?: unknown): void;
}

/** Makes spans of what happens, and sends them to the collector. */
export interface Tracing {
  /**
   * Begins the span of a request that came in.
   *
   * @param parent what its `traceparent` said
   */
  begin(name: string, attributes: Attributes, parent: TraceContext | undefined): Span;
  /** Sends what has not been sent, for two seconds at most. Does not throw. */
  shutdown(): Promise<void>;
}

const spans = new AsyncLocalStorage<Span>();

/** Runs what belongs to a span; everything that is called inside finds it. */
export function withinSpan<Result>(span: Span, run: () => Result): Result {
  return spans.run(span, run);
}

/** The span that is going on; undefined where tracing is off. */
export function currentSpan(): Span | undefined {
  return spans.getStore();
}
