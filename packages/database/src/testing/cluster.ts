import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { findPostgresBinaries } from './binaries.ts';
import { freePort, ServerFolder } from './server-folder.ts';
import { ServerProcess } from './server-process.ts';

/** A PostgreSQL server for tests, which is removed afterwards. */
export interface Cluster {
  /** Connection string of a superuser, to the database `postgres`. */
  readonly url: string;
  /** Stops and starts the server as `systemctl restart` would; connections are cut. */
  restart(): Promise<void>;
  /** Suspends every process of the server: connections stay open and nothing answers. */
  pause(): Promise<void>;
  /** Ends a pause. */
  resume(): Promise<void>;
  /** Ends the server as a crash would: without a checkpoint, and connections are cut. */
  kill(): Promise<void>;
  /** Kills every process of the server at once, which then can say goodbye to nobody. */
  crash(): Promise<void>;
  /** Ends the server as `systemctl stop` would: everything is written, and connections are cut. */
  halt(): Promise<void>;
  /** Starts it again after {@link kill} or {@link halt}, with the same data and port. */
  start(): Promise<void>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Whether writes survive a power cut, as in production. Default false, which is much faster. */
  readonly durable?: boolean;
  /** Further settings of the server, each `name=value`. */
  readonly settings?: readonly string[];
}

/** Settings that make a server fast and less durable. */
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** @throws DatabaseError where no PostgreSQL is installed */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { durable = false, settings = [] } = options;
  const binaries = findPostgresBinaries();
  const folder = new ServerFolder('gatehouse-postgres-');
  const password = randomBytes(16).toString('hex');
  const passwordFile = folder.write('password', password);
  const data = path.join(folder.path, 'data');
  await folder.run(path.join(binaries, 'initdb'), [
    `--pgdata=${data}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ]);
  const port = await freePort();
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  const all = [...(durable ? [] : CARELESS), ...settings];
  return clusterOf(
    folder,
    await ServerProcess.start({ folder, data, port, url, settings: all }),
    url,
  );
}

/** What a test may do with a running server. */
export function clusterOf(folder: ServerFolder, server: ServerProcess, url: string): Cluster {
  const endAtExit = (): void => {
    server.endAtExit();
    folder.remove();
  };
  process.once('exit', endAtExit);
  return {
    url,
    async restart() {
      await server.end('SIGINT');
      await server.start();
    },
    pause: () => server.pause(),
    resume: () => server.resume(),
    kill: () => server.end('SIGQUIT'),
    crash: () => server.crash(),
    halt: () => server.end('SIGINT'),
    start: () => server.start(),
    async stop() {
      process.off('exit', endAtExit);
      await server.end('SIGQUIT');
      folder.remove();
    },
  };
}
