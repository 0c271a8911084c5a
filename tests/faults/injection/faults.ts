import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '@gatehouse/database/testing/postgres';
import type { Replicas } from '../../harness/replicas.ts';
import { figure } from '../length.ts';
import type { ThirdParty } from './third-party.ts';

/** What a fault may be done with. */
export interface Sky {
  readonly cluster: Cluster;
  readonly replicas: Replicas;
  readonly thirdParty: ThirdParty;
}

/** Something that goes wrong, and that is over when its promise resolves. */
export interface Fault {
  readonly title: string;
  /** whether it lasts long enough that every replica has to say that it is not ready */
  readonly isFelt: boolean;
  readonly happen: (sky: Sky) => Promise<void>;
}

const seconds = (short: number, full: number) => delay(figure(short, full) * 1_000);

/** What PostgreSQL says when its disk is full, at every write of a token. */
const FULL_DISK = `
  CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
  END $$;
  CREATE TRIGGER disk_full BEFORE INSERT OR UPDATE ON artifacts EXECUTE FUNCTION disk_full();`;

export const A_REPLICA_IS_KILLED = 'a replica is killed, and starts again';

/** One day of bad weather, in an order in which each begins with everything well again. */
export const FAULTS: readonly Fault[] = [
  {
    title: 'PostgreSQL restarts',
    isFelt: false,
    happen: ({ cluster }) => cluster.restart(),
  },
  {
    title: 'PostgreSQL is killed, and away for a while',
    isFelt: true,
    async happen({ cluster }) {
      await cluster.kill();
      await seconds(3, 10);
      await cluster.start();
    },
  },
  {
    title: 'PostgreSQL stands still',
    isFelt: true,
    async happen({ cluster }) {
      await cluster.pause();
      await seconds(4, 30);
      await cluster.resume();
    },
  },
  {
    title: 'every connection is taken by somebody else',
    isFelt: true,
    async happen({ thirdParty }) {
      await thirdParty.takeEveryConnection();
      await seconds(3, 15);
      await thirdParty.leave();
    },
  },
  {
    title: 'somebody else holds a lock on every token',
    isFelt: false,
    async happen({ thirdParty }) {
      await thirdParty.lock('artifacts');
      await seconds(3, 20);
      await thirdParty.leave();
    },
  },
  {
    title: 'the database becomes read-only',
    isFelt: true,
    async happen({ thirdParty }) {
      await thirdParty.run('ALTER SYSTEM SET default_transaction_read_only = on');
      await thirdParty.run('SELECT pg_reload_conf()');
      await seconds(3, 15);
      await thirdParty.run('ALTER SYSTEM RESET default_transaction_read_only');
      await thirdParty.run('SELECT pg_reload_conf()');
    },
  },
  {
    title: 'every write meets a full disk',
    isFelt: true,
    async happen({ thirdParty }) {
      await thirdParty.run(FULL_DISK);
      await seconds(3, 15);
      await thirdParty.run('DROP FUNCTION disk_full() CASCADE');
    },
  },
  {
    title: 'a replica is told to stop, and starts again',
    isFelt: false,
    happen: ({ replicas }) => replicas.services[0]!.restart(),
  },
  {
    title: A_REPLICA_IS_KILLED,
    isFelt: false,
    async happen({ replicas }) {
      await replicas.services[1]!.stop('SIGKILL');
      await replicas.services[1]!.start();
    },
  },
];
