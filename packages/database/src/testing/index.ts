/**
 * For tests with Vitest: one suite on every kind of database.
 *
 * @module
 */
export {
  type DatabaseKinds,
  describeEachDatabase,
  describeOnServer,
  embeddedDirectory,
  emptyDatabaseUrl,
  type OpenTestDatabase,
  openTestDatabase,
  testDatabaseUrl,
} from './describe-each-database.ts';
export { startPostgres, type TestPostgres } from './postgres.ts';
