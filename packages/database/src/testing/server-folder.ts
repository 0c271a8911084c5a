import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A user of this machine. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** A folder for one server of a test, closed to others, and what belongs to it. */
export class ServerFolder {
  readonly path: string;
  /** Who runs the server. Absent: whoever runs the tests. */
  readonly owner: Owner | undefined;

  /** @param prefix of its name, for whoever finds it */
  constructor(prefix: string) {
    // mkdtemp makes it with mode 700.
    this.path = mkdtempSync(path.join(tmpdir(), prefix));
    this.owner = unprivilegedUser();
    if (this.owner) chownSync(this.path, this.owner.uid, this.owner.gid);
  }

  /** Writes a file that only the owner reads. @returns its path */
  write(name: string, text: string): string {
    const file = path.join(this.path, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (this.owner) chownSync(file, this.owner.uid, this.owner.gid);
    return file;
  }

  /** Runs a program as the owner. @throws Error where it fails, with what it printed */
  async run(program: string, args: readonly string[]): Promise<void> {
    await promisify(execFile)(program, args, { cwd: this.path, ...this.owner });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** PostgreSQL and PgBouncer refuse to run as root. */
function unprivilegedUser(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = ['postgres', 'nobody']
    .map((name) => users.find((fields) => fields[0] === name))
    .find((fields) => fields !== undefined);
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) };
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
