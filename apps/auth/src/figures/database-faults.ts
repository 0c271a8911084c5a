import { type DatabaseUnavailable, FAULTS } from '@gatehouse/database';
import type { Registry } from '@prometheus-io/client';
import { closedCounter } from './closed-counter.ts';

const OTHER = 'other';

/**
 * Counts the faults of the database that callers met.
 *
 * @returns for `onUnavailable` of the database
 */
export function databaseFaults(
  registry: Registry,
): (fault: Pick<DatabaseUnavailable, 'fault'>) => void {
  const counter = closedCounter(registry, {
    name: 'gatehouse_database_faults_total',
    help: 'Statements that the database could not answer, by what it suffered from.',
    labels: { fault: [...FAULTS, OTHER] },
  });
  const known = new Set(FAULTS);
  return ({ fault }) => counter.inc({ fault: known.has(fault) ? fault : OTHER });
}
