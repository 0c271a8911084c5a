import { migrations } from '../generated/migrations.ts';

/** The names of the migrations that this build carries, oldest first. */
export const knownMigrations: readonly string[] = migrations.map(({ name }) => name);
