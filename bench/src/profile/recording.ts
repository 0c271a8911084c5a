import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CpuProfile } from './cpu-profile.ts';

/** For a server's environment: loads recorder.ts into it. */
export const recorderOptions = {
  NODE_OPTIONS: `--import ${new URL('recorder.ts', import.meta.url).href}`,
};

/** Where the n-th recording of a process is written. */
export function profileFile(pid: number, recording: number): string {
  return join(tmpdir(), `gatehouse-bench-${pid}-${recording}.cpuprofile`);
}

/** Records a server while `load` runs. @returns the profile as text and parsed */
export async function record(
  pid: number,
  recording: number,
  load: () => Promise<void>,
): Promise<{ text: string; profile: CpuProfile }> {
  process.kill(pid, 'SIGUSR2');
  await load();
  process.kill(pid, 'SIGUSR2');
  const file = profileFile(pid, recording);
  for (let attempt = 0; attempt < 200; attempt += 1) {
    await delay(100);
    if (!existsSync(file)) continue;
    const text = await readFile(file, 'utf8');
    try {
      return { text, profile: JSON.parse(text) as CpuProfile };
    } catch {
      // It is still being written.
    }
  }
  throw new Error('the server wrote no profile');
}
