/**
 * `pnpm bench`: how fast the server is, beside the library that it is built on, or beside another
 * checkout of itself.
 *
 * ```
 * start both ─▶ burn in ─▶ round 1: ours, other ─▶ round 2: other, ours ─▶ … ─▶ table
 * ```
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { startPostgres, type TestPostgres } from '@gatehouse/database/testing/postgres';
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
import { HERE, startGatehouse } from './servers/gatehouse.ts';
import type { BenchServer } from './servers/server.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(options: Options): Promise<void> {
  const machine = machineLine();
  const cores = separateCores();
  const { connections } = options;
  const running: { stop(): Promise<void> }[] = [];
  const started = async (server: Promise<BenchServer>) => {
    const contender = new Contender(await server, cores, connections);
    running.unshift(contender.server);
    return contender;
  };
  try {
    say(`${machine}; ${cores.description}; ${connections} connections`);
    const postgres = await startPostgres({ durable: true });
    running.unshift(postgres);
    const ours = await started(startOurs(postgres, options));
    const other = await started(startOther(postgres, options));
    await warmUp(ours, other, options);
    if (options.profile) return await profileBoth([ours, other], options, say);

    const rounds = await runRounds(ours, other, options, (round) => say(progress(round)));
    const summaries = summarize(rounds);
    say(`\n${table(summaries, { ours: ours.server.name, other: other.server.name })}`);
    if (options.jsonFile !== undefined) {
      await mkdir(dirname(options.jsonFile), { recursive: true });
      const content = { machine, options, summaries, rounds };
      await writeFile(options.jsonFile, `${JSON.stringify(content, null, 2)}\n`);
    }
  } finally {
    for (const each of running) await each.stop();
  }
}

function startOurs(postgres: TestPostgres, options: Options): Promise<BenchServer> {
  const name = options.against === undefined ? 'Gatehouse on PostgreSQL' : 'this checkout';
  return startGatehouse(postgres, { ...common(options), checkout: HERE, name });
}

function startOther(postgres: TestPostgres, options: Options): Promise<BenchServer> {
  const { against: checkout } = options;
  if (checkout === undefined) return startBare(common(options));
  return startGatehouse(postgres, { ...common(options), checkout, name: basename(checkout) });
}

function common(options: Options) {
  return { codes: codesNeeded(options), nodeOptions: options.profile ? recorderOptions : {} };
}

function progress({ workload, ours, other }: Round): string {
  const [one, two] = [ours.requestsPerSecond, other.requestsPerSecond];
  return `${TITLES[workload]}: ${one.toFixed(0)}/s, ${two.toFixed(0)}/s, ${(one / two).toFixed(2)} ×`;
}

try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof TypeError) process.stderr.write(`${USAGE}\n`);
  process.exitCode = 1;
}
