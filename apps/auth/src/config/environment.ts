import type { Environment as AnyEnvironment } from '@gatehouse/environment';
import type { Variable } from './variables.ts';

/** The environment, by the names that this app has a list of. */
export type Environment = AnyEnvironment<Variable>;
