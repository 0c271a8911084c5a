import type { DatabaseConfig } from './config.ts';
import { readDatabase } from './database.ts';
import { Environment } from './environment.ts';
import { Faults } from './faults.ts';

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
  const faults = new Faults();
  const config = readDatabase(new Environment(env, faults), options.directory);
  faults.throwIfAny();
  return Object.freeze(config);
}
