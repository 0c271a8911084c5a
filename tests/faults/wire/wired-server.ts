import { startPostgres } from '@gatehouse/database/testing/postgres';
import { Client } from '../../behaviour/actors/client.ts';
import { Person } from '../../behaviour/actors/person.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { Ledger } from '../accounts/ledger.ts';
import { SETTINGS } from '../settings.ts';
import { CuttingProxy } from './cutting-proxy.ts';

/** One server whose wire to its PostgreSQL can be cut, with a client and a person at it. */
export interface WiredServer {
  readonly proxy: CuttingProxy;
  readonly stack: Stack;
  readonly ledger: Ledger;
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
  const ledger = new Ledger(databaseUrl);
  let stack: Stack | undefined;
  const stop = async () => {
    await ledger.close();
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
    return { proxy, stack, ledger, client, person: new Person(stack), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
