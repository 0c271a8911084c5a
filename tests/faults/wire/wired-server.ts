import { startPostgres } from '@gatehouse/database/testing/postgres';
import { Client } from '../../behaviour/actors/client.ts';
import { Person } from '../../behaviour/actors/person.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { StoredTokens } from '../stored/stored-tokens.ts';
import { SETTINGS } from '../settings.ts';
import { CuttingProxy } from './cutting-proxy.ts';

/** One server whose wire to its PostgreSQL can be cut, with a client and a person at it. */
export interface WiredServer {
  readonly proxy: CuttingProxy;
  readonly stack: Stack;
  readonly stored: StoredTokens;
  readonly client: Client;
  readonly person: Person;
  stop(): Promise<void>;
}

/** @param auth variables of `apps/auth` beside those of every fault test */
export async function startWiredServer(
  auth: Readonly<Record<string, string>> = {},
): Promise<WiredServer> {
  const postgres = await startPostgres({ durable: true });
  const databaseUrl = await postgres.createDatabase();
  const proxy = await CuttingProxy.open(databaseUrl);
  const stored = new StoredTokens(databaseUrl);
  let stack: Stack | undefined;
  const stop = async () => {
    await stored.close();
    await stack?.stop();
    proxy.close();
    await postgres.stop();
  };
  try {
    stack = await startStack({
      databaseUrl: proxy.databaseUrl,
      withMcp: false,
      auth: { ...SETTINGS, ...auth },
    });
    const client = await Client.register(stack.issuer);
    return { proxy, stack, stored, client, person: new Person(stack), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
