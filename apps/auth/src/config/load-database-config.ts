import { Environment } from '@gatehouse/environment';
import type { DatabaseConfig } from './config.ts';
import { readDatabase, refuseUnwantedEmbedded } from './database.ts';
import { isProduction } from './production.ts';
import { readPublicUrl } from './public-url.ts';
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

/**
 * The same for a command that makes what is not there yet. In production no embedded database is made
 * because a variable was forgotten: the server would refuse it, and the real one would stay as it was.
 *
 * @throws ConfigurationError naming every fault of these variables
 */
export function loadNewDatabaseConfig(
  env: Readonly<Record<string, string | undefined>>,
  options: { readonly directory: string },
): DatabaseConfig {
  const environment = new Environment<Variable>(env);
  const production = isProduction(environment, readPublicUrl(environment));
  const config = readDatabase(environment, options.directory);
  if (production) refuseUnwantedEmbedded(environment, config);
  environment.faults.throwIfAny();
  return Object.freeze(config);
}
