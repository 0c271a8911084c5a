/**
 * What belongs to one trace. `traceparent` is read and written without OpenTelemetry, so that logs and
 * other servers can tell what belongs together where nothing is recorded.
 *
 * @module
 */
export {
  formatTraceparent,
  newTraceContext,
  nextTraceContext,
  parseTraceparent,
  type TraceContext,
} from './traceparent.ts';
