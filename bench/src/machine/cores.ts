import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, release } from 'node:os';

/** The core of whichever server is being asked. */
const SERVER_CORE = 0;
/** The core of the load generator and of PostgreSQL. */
const LOAD_CORE = 1;

/** Keeps the servers and what asks them off each other's core. */
export interface Cores {
  /** what to say about it in the report */
  readonly description: string;
  pinServer(pid: number): void;
  /** time that the core of the load was busy so far, milliseconds; undefined where nobody counts */
  loadCoreBusy(): number | undefined;
}

/** Pins this process, and so everything that it starts from now on, to the core of the load. */
export function separateCores(): Cores {
  const canPin = availableParallelism() >= 2 && existsSync('/usr/bin/taskset');
  if (!canPin) {
    return {
      description: 'not pinned to cores',
      pinServer: () => {},
      loadCoreBusy: () => undefined,
    };
  }
  pin(process.pid, LOAD_CORE);
  return {
    description: 'server on one core, PostgreSQL and load generator on another',
    pinServer: (pid) => pin(pid, SERVER_CORE),
    loadCoreBusy: () => busyMilliseconds(readFileSync('/proc/stat', 'utf8'), LOAD_CORE),
  };
}

/** All threads of a process: those that it has, and with them those that it will have. */
function pin(pid: number, core: number): void {
  execFileSync('/usr/bin/taskset', ['-a', '-c', '-p', String(core), String(pid)], {
    stdio: 'ignore',
  });
}

/** proc(5): user, nice, system, idle, iowait, irq, softirq of a core, in hundredths of a second. */
export function busyMilliseconds(stat: string, core: number): number | undefined {
  const line = stat.split('\n').find((one) => one.startsWith(`cpu${core} `));
  if (line === undefined) return undefined;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq) * 10;
}

/** One line about the machine, for beside the figures. */
export function machineLine(): string {
  const [first] = cpus();
  const model = first?.model.trim() || 'unknown processor';
  return `${availableParallelism()} × ${model}, Linux ${release()}, Node ${process.versions.node}`;
}
