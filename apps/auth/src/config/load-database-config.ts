import { Environment } from '@gatehouse/environment';
import type { DatabaseConfig } from './config.ts';
import { readDatabase } from './database.ts';
import type { Variable } from './variables.ts';

/**
 * The part of the configuration that says where the database is, for commands that need no more: a
 * backup must not fail for want of `ADMIT`.
 *
 * @throws ConfigurationError naming every fault of these variables
 */
export function loadDatabaseConfig(
  env: Readonly<Record<string, string | undefined>>,
  options: { readonly directory: string },
): DatabaseConfig {
  const environment = new Environment<Variable>(env);
  const config = readDatabase(environment, options.directory);
  environment.faults.throwIfAny();
  return Object.freeze(config);
}
