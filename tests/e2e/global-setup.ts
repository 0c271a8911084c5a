import { startPostgres } from '@gatehouse/database/testing/postgres';

/** Playwright's `globalSetup`: one PostgreSQL server for the stacks of all workers (fixtures.ts). */
// oxlint-disable-next-line import/no-default-export -- Playwright asks for one
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  // What is set here reaches the workers, whose `startPostgres` then starts none.
  process.env.TEST_DATABASE_URL = postgres.url;
  return () => postgres.stop();
}
