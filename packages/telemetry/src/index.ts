/**
 * What belongs to one trace. `traceparent` is read and written without OpenTelemetry, so that logs and
 * other servers can tell what belongs together where nothing is recorded. Spans are recorded where
 * the environment names a collector, and are told nothing but what {@link Attributes} has a place for.
 *
 * @module
 */
export { ATTRIBUTE_NAMES, type Attributes } from './attributes.ts';
export { describeTracing, readTracing, type TracingConfig } from './configuration.ts';
export { currentSpan, type Span, type SpanKind, type Tracing, withinSpan } from './span.ts';
export { startTracing } from './start-tracing.ts';
export {
  formatTraceparent,
  newTraceContext,
  nextTraceContext,
  parseTraceparent,
  type TraceContext,
} from './traceparent.ts';
export { TRACING_VARIABLES } from './variables.ts';
