import type { OnStatement } from '@gatehouse/database';
import { currentSpan, type Tracing } from '@gatehouse/telemetry';

/**
 * Makes a span of each statement of a request, besides what `listener` makes of it. What jobs do belongs to no
 * request.
 *
 * @param tracing undefined where nothing is traced: then nothing is added
 */
export function withSpans(tracing: Tracing | undefined, listener: OnStatement): OnStatement {
  if (tracing === undefined) return listener;
  return (name) => {
    const ended = listener(name);
    const span = currentSpan()?.child(name, 'client', {
      'db.system.name': 'postgresql',
      'db.query.summary': name,
    });
    if (span === undefined) return ended;
    return (error) => {
      ended?.(error);
      span.end(error);
    };
  };
}
