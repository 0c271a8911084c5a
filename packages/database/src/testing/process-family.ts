import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Sends a signal to a process and its children. The backends of PostgreSQL are not in the process group
 * of their postmaster, so a signal to the group would reach only the postmaster.
 */
export async function signalFamily(parent: number, signal: NodeJS.Signals): Promise<void> {
  // The parent first: once it is suspended, it cannot start a child that is not in the list.
  signalIfAlive(parent, signal);
  for (const child of await childrenOf(parent)) signalIfAlive(child, signal);
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid] : []));
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
