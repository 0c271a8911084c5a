/**
 * Vitest's `globalSetup`: one running stack for every file of a run, on a PostgreSQL server, as in
 * production. Tests only add to it (clients, sessions, grants), so they do not disturb each other;
 * what restarts a server or takes something away from everybody starts a stack of its own.
 *
 * @module
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startPostgres } from '@gatehouse/database/testing/postgres';
import type { TestProject } from 'vitest/node';
import { startStack, type Stack } from '../harness/stack.ts';
import { RESOURCES } from './actors/resources.ts';

/** Where the shared stack is to be reached. */
export type SharedStack = Pick<
  Stack,
  'issuer' | 'githubUrl' | 'upstreamUrls' | 'operationsUrl' | 'dataDirectory'
> & {
  readonly databaseUrl: string;
  /** answers with everything that the authorization server has printed so far */
  readonly logUrl: string;
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
    const { issuer, githubUrl, upstreamUrls, operationsUrl, dataDirectory } = stack;
    const log = await serve(() => stack.auth.output);
    project.provide('stack', {
      issuer,
      githubUrl,
      upstreamUrls,
      operationsUrl,
      dataDirectory,
      databaseUrl,
      logUrl: `http://127.0.0.1:${(log.address() as AddressInfo).port}`,
    });
    project.provide('countedDatabaseUrl', await postgres.createDatabase());
    return async () => {
      log.close();
      await stack.stop();
      await postgres.stop();
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Tests run in processes of their own, which cannot look into this one. */
async function serve(text: () => string): Promise<Server> {
  const server = createServer((_request, response) => response.end(text()));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}
