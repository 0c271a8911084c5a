import type { OnStatement } from '@gatehouse/database';
import { Histogram, type Registry } from '@prometheus-io/client';

/** Seconds. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** More names than this program has. */
const MOST_NAMES = 400;

const OTHER = { statement: 'other' };

/**
 * How long callers waited for statements, a connection to send them on included.
 *
 * @returns for `onStatement` of the database
 */
export function databaseStatements(registry: Registry): OnStatement {
  const histogram = new Histogram({
    name: 'gatehouse_database_statement_duration_seconds',
    help: 'How long callers waited for statements of the database, answered or not.',
    labelNames: ['statement'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const known = new Map<string, { statement: string }>();
  const labelsOf = (name: string) => {
    if (known.size >= MOST_NAMES) return OTHER;
    const labels = { statement: withoutSize(name) };
    known.set(name, labels);
    return labels;
  };
  return (name) => {
    const labels = known.get(name) ?? labelsOf(name);
    const began = performance.now();
    return () => histogram.observe(labels, (performance.now() - began) / 1_000);
  };
}

/** A statement that is there for several sizes of a batch (`sweep_artifacts_500`) is one. */
function withoutSize(name: string): string {
  return name.replace(/_\d+$/, '');
}
