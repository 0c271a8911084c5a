import type { OnStatement } from '@gatehouse/database';
import type { Registry } from '@prometheus-io/client';
import { Durations, type Series } from './durations.ts';

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
  const durations = new Durations(registry, {
    name: 'gatehouse_database_statement_duration_seconds',
    help: 'How long callers waited for statements of the database, answered or not.',
    buckets: BUCKETS,
  });
  const known = new Map<string, Series>();
  const seriesOf = (name: string) => {
    if (known.size >= MOST_NAMES) return durations.series(OTHER);
    const series = durations.series({ statement: withoutSize(name) });
    known.set(name, series);
    return series;
  };
  return (name) => {
    const series = known.get(name) ?? seriesOf(name);
    const began = performance.now();
    return () => series.observe((performance.now() - began) / 1_000);
  };
}

/** A statement that is there for several sizes of a batch (`sweep_artifacts_500`) is one. */
function withoutSize(name: string): string {
  return name.replace(/_\d+$/, '');
}
