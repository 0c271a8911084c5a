import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Contender, Figure } from '../contender.ts';
import { TITLES, WEIGHTS } from '../load/workload.ts';
import type { Options } from '../options.ts';
import { percent } from '../report/table.ts';
import { timeSpent } from './cpu-profile.ts';
import { byGroup } from './groups.ts';
import { record } from './recording.ts';

const RESULTS = fileURLToPath(new URL('../../results/', import.meta.url));

/** Records each server at each workload, writes the profiles and prints where the time went. */
export async function profileBoth(
  contenders: readonly Contender[],
  { requests, workloads }: Options,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  for (const [index, workload] of workloads.entries()) {
    for (const contender of contenders) {
      let figure: Figure | undefined;
      const { text, profile } = await record(contender.server.pid, index + 1, async () => {
        figure = await contender.measure(workload, requests * WEIGHTS[workload]);
      });
      const name = contender.server.name.split(' ', 1)[0]?.toLowerCase() ?? '';
      const file = `${RESULTS}${name}-${workload}.cpuprofile`;
      await writeFile(file, text);
      say(`\n${TITLES[workload]}, ${contender.server.name} (${file})`);
      const groups = byGroup(timeSpent(profile));
      const total = figure?.cpuMilliseconds ?? Number.NaN;
      const main = figure?.mainThreadMilliseconds ?? Number.NaN;
      // The profile counts by the clock, also while another process had the core, so it gives the
      // proportions, and the system says how much there was to divide.
      const profiled = sum(groups.map(([, microseconds]) => microseconds));
      const shares = groups.map(([group, spent]) => [group, (spent / profiled) * main] as const);
      for (const [group, each] of [...shares, ['other threads', total - main] as const]) {
        say(`  ${percent(each / total).padStart(5)}  ${each.toFixed(3)} ms  ${group}`);
      }
      say(`         ${total.toFixed(3)} ms  for one request`);
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
