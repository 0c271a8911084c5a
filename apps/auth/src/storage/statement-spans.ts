import type { OnStatement } from '@gatehouse/database';
import { currentSpan } from '@gatehouse/telemetry';

/** A span for each statement of a request that is traced. What jobs do belongs to no request. */
export const statementSpans: OnStatement = (name) => {
  const span = currentSpan()?.child(name, 'client', {
    'db.system.name': 'postgresql',
    'db.query.summary': name,
  });
  return span && ((error) => span.end(error));
};
