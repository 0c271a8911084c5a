import { Client, type Tokens } from '../../behaviour/actors/client.ts';
import { Person } from '../../behaviour/actors/person.ts';
import { SETTINGS } from '../../faults/settings.ts';
import { type Replicas, startReplicas } from '../../harness/replicas.ts';
import { Chains } from '../chains/chains.ts';
import { ownKeys, startInTurn } from './starting.ts';
import { type DatabasePair, type PairOptions, startPair } from './database-pair.ts';

/** Connections of one process. */
export const POOL = 10;

export interface HouseOptions extends PairOptions {
  /** processes of the authorization server. Default 1. */
  readonly processes?: number;
  /** Whether Gatehouse is told of all servers, and finds the primary itself. Default: one address. */
  readonly knowsAll?: boolean;
  /** variables of `apps/auth` beside those of every fault test */
  readonly auth?: Readonly<Record<string, string>>;
}

/** Authorization servers on a primary with standbys. */
export interface House {
  readonly pair: DatabasePair;
  readonly replicas: Replicas;
  /** Signs somebody in once, and has copies of what they allowed be refreshed from now on. */
  readonly startChains: (count: number) => Promise<Chains>;
}

/** Does something in a house of its own, which is gone afterwards. */
export async function inHouse(
  { processes = 1, knowsAll = false, auth, ...options }: HouseOptions,
  work: (house: House) => Promise<void>,
): Promise<void> {
  const pair = await startInTurn(() => startPair(options));
  let replicas: Replicas | undefined;
  try {
    const settings = { ...SETTINGS, ...ownKeys(), DATABASE_POOL_SIZE: String(POOL), ...auth };
    replicas = await startInTurn(() =>
      startReplicas({
        databaseUrl: knowsAll ? pair.databaseUrlOfAll : pair.databaseUrl,
        count: processes,
        auth: settings,
      }),
    );
    await work(houseOf(pair, replicas));
  } catch (error) {
    process.stdout.write(`${replicas?.logs().split('\n').slice(-40).join('\n') ?? ''}\n`);
    throw error;
  } finally {
    for (const standby of pair.standbys) standby.unstall();
    await replicas?.stop();
    await pair.stop();
  }
}

function houseOf(pair: DatabasePair, replicas: Replicas): House {
  return {
    pair,
    replicas,
    startChains: async (count) => {
      const client = await Client.register(replicas.issuer);
      const tokens = await signIn(replicas, client);
      return Chains.start(pair.superuserUrl(pair.primary), client, tokens, count);
    },
  };
}

/** Begins again where a busy machine was too late for one of its steps, as a person would. */
async function signIn(replicas: Replicas, client: Client, left = 5): Promise<Tokens> {
  try {
    return await client.obtainTokens(new Person(replicas));
  } catch (error) {
    if (left <= 1 || !/503/.test(String(error))) throw error;
    return signIn(replicas, client, left - 1);
  }
}
