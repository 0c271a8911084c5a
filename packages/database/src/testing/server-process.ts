import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findPostgresBinaries } from './binaries.ts';
import { signalFamily } from './process-family.ts';
import type { ServerFolder } from './server-folder.ts';

export interface ServerOptions {
  readonly folder: ServerFolder;
  /** its data directory, which exists */
  readonly data: string;
  readonly port: number;
  /** of a superuser */
  readonly url: string;
  /** `name=value`, as on the command line */
  readonly settings: readonly string[];
}

/** PostgreSQL as a process of this one, which can be ended in several ways, and started again. */
export class ServerProcess {
  readonly #options: ServerOptions;
  #server: ChildProcess;

  private constructor(options: ServerOptions, server: ChildProcess) {
    this.#options = options;
    this.#server = server;
  }

  static async start(options: ServerOptions): Promise<ServerProcess> {
    return new ServerProcess(options, await launch(options));
  }

  get pid(): number {
    const { pid } = this.#server;
    if (pid === undefined || this.#hasEnded) throw new Error('PostgreSQL does not run.');
    return pid;
  }

  get #hasEnded(): boolean {
    return this.#server.exitCode !== null || this.#server.signalCode !== null;
  }

  /** Starts it again where it has ended, with the same data and port. */
  async start(): Promise<void> {
    if (this.#hasEnded) this.#server = await launch(this.#options);
  }

  pause(): Promise<void> {
    return signalFamily(this.pid, 'SIGSTOP');
  }

  resume(): Promise<void> {
    return signalFamily(this.pid, 'SIGCONT');
  }

  /** @param signal SIGINT writes everything first; with SIGQUIT the postmaster ends its children too, at once */
  async end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    if (this.#hasEnded) return;
    // Needed before other signals, because a suspended process does not handle them.
    await this.resume();
    const ended = once(this.#server, 'exit');
    this.#server.kill(signal);
    await ended;
  }

  /** Kills it and all its children, as a machine that loses its power. */
  async crash(): Promise<void> {
    if (this.#hasEnded) return;
    const ended = once(this.#server, 'exit');
    await signalFamily(this.pid, 'SIGKILL');
    await ended;
  }

  /** For a run that ends without a proper end, after Ctrl-C twice or a crash: waits without promises. */
  endAtExit(): void {
    this.#server.kill('SIGCONT');
    this.#server.kill('SIGQUIT');
    // The server still writes while it ends.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  }
}

async function launch({ folder, data, port, url, settings }: ServerOptions): Promise<ChildProcess> {
  const all = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder.path}`,
    'max_connections=200',
    // Our sessions ask for UTC. A test notices where one does not, because this is another zone.
    'timezone=America/St_Johns',
    'datestyle=German',
    ...settings,
  ];
  const server = spawn(
    path.join(findPostgresBinaries(), 'postgres'),
    ['-D', data, '-p', String(port), ...all.flatMap((setting) => ['-c', setting])],
    { cwd: folder.path, stdio: ['ignore', 'ignore', 'pipe'], ...folder.owner },
  );
  await untilReady(server, url);
  return server;
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
