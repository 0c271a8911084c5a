import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process with the machine or container in which its id is valid. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly machine: string;
  /** Start time from /proc, in ticks since boot; absent without /proc. Shows whether a pid was reused. */
  readonly started?: string;
}

export function ownIdentity(): ProcessIdentity {
  const started = startOf(process.pid);
  return {
    pid: process.pid,
    machine: machine(),
    ...(started === undefined ? {} : { started }),
  };
}

/**
 * Whether a process is alive. `unknown` where only the heartbeat can show it: the process belongs to
 * another machine or container, or the system does not say when it started, so its id may have been
 * given to another process.
 */
export function liveness(of: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (of.machine !== machine()) return 'unknown';
  if (!exists(of.pid)) return 'dead';
  if (of.started === undefined) return 'unknown';
  return startOf(of.pid) === of.started ? 'alive' : 'dead';
}

function machine(): string {
  const container = attempt(() => readlinkSync('/proc/self/ns/pid'));
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  return [hostname(), boot, container].filter((part) => part !== undefined).join(' ');
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM means that it exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Field 22 of /proc/<pid>/stat. The command before it may hold spaces and parentheses. */
function startOf(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has no open files any more.
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
