/**
 * Vitest's `globalSetup`: one running stack for every file of a run, on a PostgreSQL server, as in
 * production. Tests only add to it (clients, sessions, grants), so they do not disturb each other;
 * what restarts a server or takes something away from everybody starts a stack of its own.
 *
 * @module
 */
import { startPostgres } from '@gatehouse/database/testing/postgres';
import type { TestProject } from 'vitest/node';
import { startStack, type Stack } from '../harness/stack.ts';
import { RESOURCES } from './actors/resources.ts';

/** Where the shared stack is to be reached. */
export type SharedStack = Pick<
  Stack,
  'issuer' | 'githubUrl' | 'googleUrl' | 'operationsUrl' | 'dataDirectory'
> & {
  readonly databaseUrl: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    stack: SharedStack;
    /** an empty database on the same server, for the one file that counts its round trips */
    countedDatabaseUrl: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.createDatabase();
    const stack = await startStack({
      databaseUrl,
      withMcp: false,
      auth: { RESOURCES },
    });
    const { issuer, githubUrl, googleUrl, operationsUrl, dataDirectory } = stack;
    project.provide('stack', {
      issuer,
      githubUrl,
      googleUrl,
      operationsUrl,
      dataDirectory,
      databaseUrl,
    });
    project.provide('countedDatabaseUrl', await postgres.createDatabase());
    return async () => {
      await stack.stop();
      await postgres.stop();
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
