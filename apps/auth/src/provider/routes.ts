import type { Configuration } from 'oidc-provider';
import { allEndpoints } from '../protocol/endpoints.ts';

/** Routes that the library places itself: its metadata, and what lies below another route. */
const PLACED_BY_THE_LIBRARY = new Set(['discovery', 'resume', 'client']);

/** The paths of the table of endpoints, by the names that the library has for them. */
export function routes(): NonNullable<Configuration['routes']> {
  const named = allEndpoints.flatMap(({ library, path }) =>
    library === undefined || PLACED_BY_THE_LIBRARY.has(library) ? [] : [[library, path] as const],
  );
  return Object.fromEntries(named);
}
