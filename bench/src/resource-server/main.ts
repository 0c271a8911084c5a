/**
 * `pnpm bench:rs`: what it costs a resource server to check tokens, beside jose alone and beside
 * no check at all.
 *
 * ```
 * start ─▶ burn in ─▶ round 1: every check, every route behind each ─▶ … ─▶ round 7 ─▶ table
 * ```
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { machineLine, separateCores } from '../machine/cores.ts';
import { readOptions } from '../options.ts';
import { type Amounts, type Round, runRound } from './rounds.ts';
import { startResourceServer } from './server.ts';
import { summarize } from './summary.ts';
import { table } from './table.ts';

const USAGE = 'pnpm bench:rs [--quick] [--rounds <n>] [--requests <n>] [--json <file>]';
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const { rounds: count, requests, connections, quick, jsonFile } = options;
  const machine = machineLine();
  const cores = separateCores();
  const amounts: Amounts = {
    verifications: quick ? 500 : 5_000,
    requests: { plain: requests * 2, 'tools/call': requests },
    connections,
  };
  say(`${machine}; ${cores.description}; ${connections} connections; one token, seen before`);
  const server = await startResourceServer();
  try {
    cores.pinServer(server.pid);
    await runRound(server, amounts, 0);
    const rounds: Round[] = [];
    while (rounds.length < count) {
      rounds.push(await runRound(server, amounts, rounds.length));
      say(`round ${rounds.length} of ${count}`);
    }
    const summary = summarize(rounds);
    say(`\n${table(summary)}`);
    if (jsonFile !== undefined) {
      await mkdir(dirname(jsonFile), { recursive: true });
      const content = { machine, amounts, summary, rounds };
      await writeFile(jsonFile, `${JSON.stringify(content, null, 2)}\n`);
    }
  } finally {
    server.stop();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof TypeError) process.stderr.write(`${USAGE}\n`);
  process.exitCode = 1;
}
