import { startPostgres } from '@gatehouse/database/testing/postgres';
import { Client } from '@gatehouse/tests/actors/client';
import { Person } from '@gatehouse/tests/actors/person';
import { startStack } from '@gatehouse/tests/harness/stack';
import { multiplyCode, requireDurability } from './codes.ts';
import { type BenchServer, RESOURCE, SCOPES } from './server.ts';

export interface GatehouseOptions {
  readonly codes: number;
  /** for Node itself: to load the recorder of profiles */
  readonly nodeOptions: Readonly<Record<string, string>>;
}

/**
 * The built authorization server on a PostgreSQL that keeps what it confirmed. One person really
 * signs in and allows; the records of that sign-in are then multiplied in the database.
 */
export async function startGatehouse(options: GatehouseOptions): Promise<BenchServer> {
  const postgres = await startPostgres({ durable: true });
  try {
    const databaseUrl = await postgres.createDatabase();
    await requireDurability(databaseUrl);
    const stack = await startStack({
      databaseUrl,
      withMcp: false,
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
    const stop = async () => {
      await stack.stop();
      await postgres.stop();
    };
    try {
      const client = await Client.register(stack.issuer);
      const parameters = { resource: RESOURCE, scope: SCOPES.join(' ') };
      const original = await client.obtainCode(new Person(stack), parameters);
      return {
        name: 'Gatehouse on PostgreSQL',
        pid: pidOf(stack.auth.pid),
        origin: stack.issuer,
        clientId: client.clientId,
        redirectUri: client.redirectUri,
        codeVerifier: original.code_verifier,
        codes: await multiplyCode(databaseUrl, options.codes),
        stop,
      };
    } catch (error) {
      await stack.stop();
      throw error;
    }
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** @throws Error where the process has ended */
export function pidOf(pid: number | undefined): number {
  if (pid === undefined) throw new Error('the server has ended');
  return pid;
}
