import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestPostgres } from '@gatehouse/database/testing/postgres';
import { Client } from '@gatehouse/tests/actors/client';
import { Gatehouse } from '@gatehouse/tests/actors/gatehouse';
import { Person } from '@gatehouse/tests/actors/person';
import { type Stack, startStack } from '@gatehouse/tests/harness/stack';
import { multiplyCode, requireDurability } from './codes.ts';
import { type BenchServer, type OperatorClient, RESOURCE, SCOPES } from './server.ts';

/** The checkout that this file is in. */
export const HERE = fileURLToPath(new URL('../../..', import.meta.url));

export interface GatehouseOptions {
  /** in the report */
  readonly name: string;
  /** where the built server is taken from: {@link HERE}, or another checkout of this repository */
  readonly checkout: string;
  readonly codes: number;
  /** for Node itself: to load the recorder of profiles */
  readonly nodeOptions: Readonly<Record<string, string>>;
}

/**
 * The built authorization server on a PostgreSQL that keeps what it confirmed. One person really
 * signs in and allows; the records of that sign-in are then multiplied in the database.
 *
 * @throws Error where the checkout has no built server
 */
export async function startGatehouse(
  postgres: TestPostgres,
  options: GatehouseOptions,
): Promise<BenchServer> {
  const main = builtProgram(options.checkout, 'main.js');
  const databaseUrl = await postgres.createDatabase();
  await requireDurability(databaseUrl);
  const stack = await startStack({
    databaseUrl,
    withMcp: false,
    authProgram: main,
    auth: {
      LOG_LEVEL: 'info',
      // As shipped; the tests' harness switches them off.
      LIMITS: 'on',
      RESOURCES: JSON.stringify([
        {
          resource: RESOURCE,
          name: 'Notes',
          scopes: Object.fromEntries(SCOPES.map((scope) => [scope, scope])),
        },
      ]),
      ...options.nodeOptions,
    },
  });
  try {
    const client = await Client.register(stack.issuer);
    const parameters = { resource: RESOURCE, scope: SCOPES.join(' ') };
    // Words alone, as older checkouts know them: such scopes come unticked now.
    const all = { tick: SCOPES };
    const original = await client.obtainCode(new Person(stack), parameters, all);
    return {
      name: options.name,
      pid: pidOf(stack.auth.pid),
      origin: stack.issuer,
      clientId: client.clientId,
      redirectUri: client.redirectUri,
      codeVerifier: original.code_verifier,
      codes: await multiplyCode(databaseUrl, options.codes),
      operatorClient: await addOperatorClient(stack, databaseUrl, options.checkout),
      stop: () => stack.stop(),
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** By a command of the same checkout: what it stores is for its own server. */
async function addOperatorClient(
  { dataDirectory }: Stack,
  databaseUrl: string,
  checkout: string,
): Promise<OperatorClient> {
  const command = Gatehouse.of({ dataDirectory, databaseUrl }, builtProgram(checkout, 'cli.js'));
  const terms = ['--resource', RESOURCE, '--introspects', RESOURCE];
  const means = ['--grant-type', 'client_credentials', '--auth-method', 'client_secret_post'];
  const added = await command.json<{ client_id: string; client_secret: string }>(
    ...['clients', 'add', 'Resource server'].concat(means, terms),
  );
  return { clientId: added.client_id, clientSecret: added.client_secret };
}

function builtProgram(checkout: string, file: string): string {
  const program = join(resolve(checkout), 'apps', 'auth', 'dist', file);
  if (existsSync(program)) return program;
  throw new Error(`${program} is not there: build that checkout (pnpm build) first.`);
}

/** @throws Error where the process has ended */
export function pidOf(pid: number | undefined): number {
  if (pid === undefined) throw new Error('the server has ended');
  return pid;
}
