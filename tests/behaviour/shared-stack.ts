/**
 * Vitest's `globalSetup`: one running stack for every file of a run, on a PostgreSQL server, as in
 * production. Tests only add to it (clients, sessions, grants), so they do not disturb each other;
 * what restarts a server or takes something away from everybody starts a stack of its own.
 *
 * @module
 */
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@gatehouse/database/testing/postgres';
import type { TestProject } from 'vitest/node';
import { type SelfSigned, selfSigned } from '../harness/self-signed.ts';
import { startStack, type Stack } from '../harness/stack.ts';
import { RESOURCES } from './actors/resources.ts';

/** Where the shared stack is to be reached. */
export type SharedStack = Pick<
  Stack,
  'issuer' | 'githubUrl' | 'upstreamUrls' | 'operationsUrl' | 'dataDirectory'
> & {
  readonly databaseUrl: string;
  /** of `localhost`, which the server trusts: for hosts with documents of clients */
  readonly certificate: SelfSigned;
};

declare module 'vitest' {
  interface ProvidedContext {
    stack: SharedStack;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  const certificate = selfSigned('localhost');
  const trusted = join(tmpdir(), `gatehouse-test-${process.pid}-localhost.pem`);
  try {
    await writeFile(trusted, certificate.cert);
    const databaseUrl = await postgres.createDatabase();
    const stack = await startStack({
      databaseUrl,
      withMcp: false,
      // Tests count rows, and one that takes long is not to see an expired one go.
      auth: { RESOURCES, SWEEP_INTERVAL: '1d', NODE_EXTRA_CA_CERTS: trusted },
    });
    const { issuer, githubUrl, upstreamUrls, operationsUrl, dataDirectory } = stack;
    project.provide('stack', {
      issuer,
      githubUrl,
      upstreamUrls,
      operationsUrl,
      dataDirectory,
      databaseUrl,
      certificate,
    });
    return async () => {
      await stack.stop();
      await postgres.stop();
      await rm(trusted, { force: true });
    };
  } catch (error) {
    await postgres.stop();
    await rm(trusted, { force: true });
    throw error;
  }
}
