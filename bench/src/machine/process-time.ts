import { readFileSync } from 'node:fs';

/**
 * Processor time that a process has used so far, all its threads together, in milliseconds;
 * `undefined` where the system has no `/proc`. It counts in hundredths of a second, so a round has
 * to be some seconds long.
 */
export function processTime(pid: number): number | undefined {
  return timeIn(`/proc/${pid}/stat`);
}

/** The same for the thread that JavaScript runs on, without WebCrypto's and the collector's. */
export function mainThreadTime(pid: number): number | undefined {
  return timeIn(`/proc/${pid}/task/${pid}/stat`);
}

function timeIn(file: string): number | undefined {
  try {
    return milliseconds(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** proc(5): the name in parentheses may hold anything; `utime` and `stime` are fields 14 and 15. */
export function milliseconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
