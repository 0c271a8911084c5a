/**
 * `pnpm bench`: how fast the token endpoint is, beside the library that it is built on.
 *
 * ```
 * start both ─▶ burn in ─▶ round 1: ours, bare ─▶ … ─▶ round 5 ─▶ table
 * ```
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Contender } from './contender.ts';
import { TITLES } from './load/workload.ts';
import { machineLine, separateCores } from './machine/cores.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { profileBoth } from './profile/profile-both.ts';
import { recorderOptions } from './profile/recording.ts';
import { summarize } from './report/summary.ts';
import { table } from './report/table.ts';
import { codesNeeded, type Round, runRounds, warmUp } from './rounds.ts';
import { startBare } from './servers/bare.ts';
import { startGatehouse } from './servers/gatehouse.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(options: Options): Promise<void> {
  const machine = machineLine();
  const cores = separateCores();
  const settings = {
    codes: codesNeeded(options),
    nodeOptions: options.profile ? recorderOptions : {},
  };
  const running: Contender[] = [];
  try {
    say(`${machine}; ${cores.description}; ${options.connections} connections`);
    const ours = new Contender(await startGatehouse(settings), cores, options.connections);
    running.push(ours);
    const bare = new Contender(await startBare(settings), cores, options.connections);
    running.push(bare);
    await warmUp(ours, bare, options);
    if (options.profile) return await profileBoth([ours, bare], options, say);

    const rounds = await runRounds(ours, bare, options, (round) => say(progress(round)));
    const summaries = summarize(rounds);
    say(`\n${table(summaries, { ours: ours.server.name, bare: bare.server.name })}`);
    if (options.jsonFile !== undefined) {
      await mkdir(dirname(options.jsonFile), { recursive: true });
      const content = { machine, options, summaries, rounds };
      await writeFile(options.jsonFile, `${JSON.stringify(content, null, 2)}\n`);
    }
  } finally {
    await Promise.all(running.map((contender) => contender.server.stop()));
  }
}

function progress({ workload, ours, bare }: Round): string {
  const [one, other] = [ours.requestsPerSecond, bare.requestsPerSecond];
  return `${TITLES[workload]}: ${one.toFixed(0)}/s, ${other.toFixed(0)}/s, ${(one / other).toFixed(2)} ×`;
}

try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof TypeError) process.stderr.write(`${USAGE}\n`);
  process.exitCode = 1;
}
