import { spawnSync } from 'node:child_process';
import { prometheusProgram } from './programs.ts';

export interface Verdict {
  readonly exitCode: number | null;
  /** what it printed, on either stream */
  readonly output: string;
}

/** Runs `promtool`, with what it reads from standard input, if that is asked for. */
export function promtool(args: readonly string[], input = ''): Verdict {
  const { status, stdout, stderr, error } = spawnSync(prometheusProgram('promtool'), args, {
    input,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return { exitCode: status, output: `${stdout}${stderr}` };
}
