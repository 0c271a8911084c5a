import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '@gatehouse/database/testing/postgres';
import type { Replicas } from '../../harness/replicas.ts';
import { figure } from '../length.ts';
import type { ThirdParty } from './third-party.ts';

/** What a fault may be done with. */
export interface Surroundings {
  readonly cluster: Cluster;
  readonly replicas: Replicas;
  readonly thirdParty: ThirdParty;
  /** Resolves when every replica has said that it is not ready. */
  readonly felt: () => Promise<void>;
}

/** Something that goes wrong, and that is over when its promise resolves. */
export interface Fault {
  readonly title: string;
  /** whether it lasts until every replica has said that it is not ready */
  readonly isFelt: boolean;
  readonly happen: (to: Surroundings) => Promise<void>;
}

const seconds = (short: number, full: number) => delay(figure(short, full) * 1_000);

/** So long at least, and until everybody has felt it, however busy this machine is. */
const lasts = ({ felt }: Surroundings, short: number, full: number) =>
  Promise.all([seconds(short, full), felt()]);

/** What PostgreSQL says when its disk is full, at every write of a token. */
const FULL_DISK = `
  CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
  END $$;
  CREATE TRIGGER disk_full BEFORE INSERT OR UPDATE ON artifacts EXECUTE FUNCTION disk_full();`;

export const A_REPLICA_IS_KILLED = 'a replica is killed, and starts again';

/** One after the other; each begins when everything is well again. */
export const FAULTS: readonly Fault[] = [
  {
    title: 'PostgreSQL restarts',
    isFelt: false,
    happen: ({ cluster }) => cluster.restart(),
  },
  {
    title: 'PostgreSQL is killed, and away for a while',
    isFelt: true,
    async happen(to) {
      const { cluster } = to;
      await cluster.kill();
      await lasts(to, 3, 10);
      await cluster.start();
    },
  },
  {
    title: 'PostgreSQL stands still',
    isFelt: true,
    async happen(to) {
      const { cluster } = to;
      await cluster.pause();
      await lasts(to, 4, 30);
      await cluster.resume();
    },
  },
  {
    title: 'every connection is taken by somebody else',
    isFelt: true,
    async happen(to) {
      const { thirdParty } = to;
      await thirdParty.takeEveryConnection();
      await lasts(to, 3, 15);
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
    async happen(to) {
      const { thirdParty } = to;
      await thirdParty.run('ALTER SYSTEM SET default_transaction_read_only = on');
      await thirdParty.run('SELECT pg_reload_conf()');
      await lasts(to, 3, 15);
      await thirdParty.run('ALTER SYSTEM RESET default_transaction_read_only');
      await thirdParty.run('SELECT pg_reload_conf()');
    },
  },
  {
    title: 'every write meets a full disk',
    isFelt: true,
    async happen(to) {
      const { thirdParty } = to;
      await thirdParty.run(FULL_DISK);
      await lasts(to, 3, 15);
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
