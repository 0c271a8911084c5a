import { serversOf } from '@gatehouse/database';
import { resolve } from 'node:path';
import type { DatabaseConfig } from './config.ts';
import { availableMemory, readLittleMemory } from './embedded-memory.ts';
import type { Environment } from './environment.ts';

/**
 * @param directory what a relative `GATEHOUSE_DATA_DIR` is relative to
 * @param memory bytes that this process may have
 */
export function readDatabase(
  environment: Environment,
  directory: string,
  memory = availableMemory(),
): DatabaseConfig {
  const url = environment.text('DATABASE_URL');
  const servers = url === undefined ? [] : serversOf(url);
  if ('problem' in servers) {
    // Not quoted: it usually holds a password.
    environment.faults.add('DATABASE_URL', servers.problem, servers.remedy);
  }
  const prepared = environment.choice('PREPARED_STATEMENTS', ['on', 'off'], 'on');
  return {
    ...(url === undefined ? {} : { url }),
    dataDirectory: resolve(directory, environment.text('GATEHOUSE_DATA_DIR') ?? '.gatehouse'),
    littleMemory: readLittleMemory(environment, memory),
    poolSize: environment.integer('DATABASE_POOL_SIZE', 1, 500, 10),
    preparedStatements: prepared === 'on',
    sweepInterval: environment.duration('SWEEP_INTERVAL', { from: '1s', to: '1d' }, '5m'),
  };
}

/** The embedded database is for one process on one disk: in production somebody has to say that it is meant. */
export function refuseUnwantedEmbedded(
  environment: Environment,
  { url }: Pick<DatabaseConfig, 'url'>,
): void {
  const allowed = environment.yes('ALLOW_EMBEDDED_DATABASE');
  if (url !== undefined || allowed || environment.faults.has('DATABASE_URL')) return;
  environment.faults.add(
    'DATABASE_URL',
    'is not set in production',
    'Set it to a Postgres server, or set ALLOW_EMBEDDED_DATABASE=yes to run one process on the embedded database.',
  );
}
