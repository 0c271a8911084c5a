/** Vitest's `globalSetup`: a PostgreSQL server for the tests that run in copies of a package. */
import { startPostgres } from '@gatehouse/database/testing/postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    revertsDatabaseUrl: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  project.provide('revertsDatabaseUrl', await postgres.createDatabase());
  return () => postgres.stop();
}
