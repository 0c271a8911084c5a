import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { findPostgresBinaries } from './binaries.ts';
import { signalFamily } from './process-family.ts';

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
}

/** Settings that make a server fast and less durable. */
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** @throws DatabaseError where no PostgreSQL is installed */
export async function startCluster({ durable = false }: ClusterOptions = {}): Promise<Cluster> {
  const binaries = findPostgresBinaries();
  const owner = unprivilegedUser();
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-postgres-'));
  const password = randomBytes(16).toString('hex');
  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) for (const entry of [folder, passwordFile]) chownSync(entry, owner.uid, owner.gid);

  const data = path.join(folder, 'data');
  await promisify(execFile)(
    path.join(binaries, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { cwd: folder, ...owner },
  );

  const port = await freePort();
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<ChildProcess> => {
    const settings = [
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${folder}`,
      'max_connections=200',
      ...(durable ? [] : CARELESS),
      // Our sessions ask for UTC. A test notices where one does not, because this is another zone.
      'timezone=America/St_Johns',
      'datestyle=German',
    ];
    const server = spawn(
      path.join(binaries, 'postgres'),
      ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...owner },
    );
    await untilReady(server, url);
    return server;
  };

  const removeFolder = (): void =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  let server = await start();
  /** Needed before other signals, because a suspended process does not handle them. */
  const resume = () => signalFamily(pidOf(server), 'SIGCONT');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (hasEnded(server)) return;
    await resume();
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  /** For a run that ends without `stop()`, after Ctrl-C twice or a crash. */
  const killAtExit = (): void => {
    server.kill('SIGCONT');
    server.kill('SIGQUIT');
    // Waits without promises, which do not run any more: the server still writes while it ends.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    removeFolder();
  };
  process.once('exit', killAtExit);
  return {
    url,
    async restart() {
      await end('SIGINT');
      server = await start();
    },
    pause: () => signalFamily(pidOf(server), 'SIGSTOP'),
    resume,
    // With this signal the postmaster ends its children too; with SIGKILL they would run on.
    kill: () => end('SIGQUIT'),
    halt: () => end('SIGINT'),
    async start() {
      if (hasEnded(server)) server = await start();
    },
    async stop() {
      process.off('exit', killAtExit);
      await end('SIGQUIT');
      removeFolder();
    },
  };
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null;
}

function pidOf(server: ChildProcess): number {
  if (server.pid === undefined || hasEnded(server)) throw new Error('PostgreSQL does not run.');
  return server.pid;
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4_000);
  });
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (server.exitCode !== null) break;
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch {
      await delay(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw new Error(`PostgreSQL did not start:\n${log}`);
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = ['postgres', 'nobody']
    .map((name) => users.find((fields) => fields[0] === name))
    .find((fields) => fields !== undefined);
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
