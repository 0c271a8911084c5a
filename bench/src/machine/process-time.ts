import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processor time that a process has used so far, all its threads together, in milliseconds;
 * `undefined` where the system has no `/proc`. A thread that has ended is not counted any more; a
 * server keeps those that it has.
 */
export function processTime(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const times = threads.map((thread) => threadTime(pid, thread));
    return times.reduce((total, time) => total + time, 0);
  } catch {
    return undefined;
  }
}

/** The same for the thread that JavaScript runs on, without WebCrypto's and the collector's. */
export function mainThreadTime(pid: number): number | undefined {
  try {
    return threadTime(pid, String(pid));
  } catch {
    return undefined;
  }
}

function threadTime(pid: number, thread: string): number {
  return milliseconds(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'));
}

/** The first field is the time on a processor, in nanoseconds (Documentation/scheduler/sched-stats). */
export function milliseconds(schedstat: string): number {
  return Number(schedstat.split(' ', 1)[0]) / 1e6;
}
