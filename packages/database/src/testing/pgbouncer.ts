import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError } from '../errors.ts';
import { aptInstall } from './apt-install.ts';
import { freePort, ServerFolder } from './server-folder.ts';

/** PgBouncer in front of one database, which keeps a server's connection for one transaction only. */
export interface PgBouncer {
  /** The connection string to use instead. */
  readonly url: string;
  /** What it has printed so far. */
  readonly log: () => string;
  stop(): Promise<void>;
}

/**
 * Starts PgBouncer with transaction pooling and few connections, as operators do.
 *
 * @param databaseUrl of the database behind it
 * @param settings further lines of its `[pgbouncer]` section
 * @throws DatabaseError with the remedy where it is not installed and cannot be
 */
export async function startPgBouncer(
  databaseUrl: string,
  settings: readonly string[] = [],
): Promise<PgBouncer> {
  const program = findPgBouncer();
  const target = new URL(databaseUrl);
  const name = target.pathname.slice(1);
  const port = await freePort();
  const folder = new ServerFolder('gatehouse-pgbouncer-');
  const configuration = folder.write(
    'pgbouncer.ini',
    [
      '[databases]',
      `${name} = host=127.0.0.1 port=${target.port} dbname=${name} user=${target.username} password=${target.password}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      // Whoever reaches it is the user above: it listens on loopback, for one test.
      'auth_type = any',
      'pool_mode = transaction',
      'default_pool_size = 5',
      'max_client_conn = 200',
      ...settings,
      '',
    ].join('\n'),
  );
  const bouncer = spawn(program, [configuration], {
    cwd: folder.path,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...folder.owner,
  });
  let log = '';
  bouncer.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const killAtExit = (): void => {
    bouncer.kill('SIGKILL');
    folder.remove();
  };
  process.once('exit', killAtExit);
  await untilListening(bouncer, port, () => log);
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    log: () => log,
    async stop() {
      process.off('exit', killAtExit);
      if (bouncer.exitCode === null && bouncer.signalCode === null) {
        const ended = once(bouncer, 'exit');
        bouncer.kill('SIGQUIT');
        await ended;
      }
      folder.remove();
    },
  };
}

/** Installed, or what apt installs where this is root on Debian. */
function findPgBouncer(): string {
  const installed = () =>
    [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/opt/homebrew/bin']
      .map((folder) => path.join(folder, 'pgbouncer'))
      .find((file) => existsSync(file));
  const found = installed();
  if (found !== undefined) return found;
  aptInstall('pgbouncer');
  const afterwards = installed();
  if (afterwards !== undefined) return afterwards;
  throw new DatabaseError(
    'unreachable',
    'These tests need PgBouncer and found none.',
    'Install it (Debian: apt-get install pgbouncer; macOS: brew install pgbouncer).',
  );
}

async function untilListening(
  bouncer: ChildProcess,
  port: number,
  log: () => string,
): Promise<void> {
  for (let attempt = 0; attempt < 300 && bouncer.exitCode === null; attempt += 1) {
    const isListening = await new Promise<boolean>((resolve) => {
      const probe = connect(port, '127.0.0.1', () => resolve(true));
      probe.once('error', () => resolve(false));
      probe.once('connect', () => probe.destroy());
    });
    if (isListening) return;
    await delay(100);
  }
  throw new Error(`PgBouncer did not start:\n${log()}`);
}
