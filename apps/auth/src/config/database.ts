import { resolve } from 'node:path';
import type { DatabaseConfig } from './config.ts';
import type { Environment } from './environment.ts';

/** @param directory what a relative `GATEHOUSE_DATA_DIR` is relative to */
export function readDatabase(environment: Environment, directory: string): DatabaseConfig {
  const url = environment.text('DATABASE_URL');
  if (url !== undefined && !isPostgresUrl(url)) {
    // Not quoted: it usually holds a password.
    environment.faults.add(
      'DATABASE_URL',
      'is not the URL of a Postgres database',
      'Set it to postgresql://user:password@host:5432/database, or leave it out for the embedded one.',
    );
  }
  const prepared = environment.choice('PREPARED_STATEMENTS', ['on', 'off'], 'on');
  return {
    ...(url === undefined ? {} : { url }),
    dataDirectory: resolve(directory, environment.text('GATEHOUSE_DATA_DIR') ?? '.gatehouse'),
    poolSize: environment.integer('DATABASE_POOL_SIZE', 1, 500, 10),
    preparedStatements: prepared === 'on',
    sweepInterval: environment.duration('SWEEP_INTERVAL', { from: '1s', to: '1d' }, '5m'),
  };
}

function isPostgresUrl(text: string): boolean {
  return (
    /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) && new URL(text).pathname.length > 1
  );
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
