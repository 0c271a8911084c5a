/**
 * The database of the apps: the typed Prisma client and prepared statements over the same connections,
 * on a Postgres server or on Postgres embedded in this process. It contains its migrations.
 *
 * @module
 */
export type {
  Connections,
  Database,
  LateCommit,
  OnStatement,
  OpenOptions,
  Statement,
} from './database.ts';
export { type Exposure, narrowDataDirectory } from './embedded/private-directory.ts';
export {
  ConnectionError,
  DatabaseError,
  type DatabaseErrorCode,
  DatabaseUnavailable,
  DirectoryError,
  MigrationError,
} from './errors.ts';
export { ClientKind, Prisma, PrismaClient, SigningKeyState } from './generated/client.ts';
export type * from './generated/client.ts';
export { openDatabase } from './open.ts';
export { describeTarget, serversOf } from './server/connection-string.ts';
export { knownMigrations } from './migration/known.ts';
export { exportStream } from './transfer/export-stream.ts';
export { appliedMigrations } from './transfer/export-lines.ts';
export { importFile, saveExport } from './transfer/file.ts';
export type { ExportHeader } from './transfer/format.ts';
export type { LookAtRows } from './transfer/import-lines.ts';
export { importPipe, pipeExport } from './transfer/pipe.ts';
export { FAULTS } from './unavailable.ts';
