/** One row: prepares it, attacks, and says what came of it and what else happened meanwhile. */
import type { Servers } from './servers.ts';
import type { Attack } from './row.ts';
import { changesBetween, snapshot } from './rows-changed.ts';
import { inWords, spellingsOf } from './words.ts';

/** What an attack on our own server did. */
export interface Seen {
  readonly observed: string;
  readonly spellings: number;
  /** whatever else happened that should not have; empty where all is well */
  readonly besides: readonly string[];
}

/** Runs a row against our own server. */
export async function attackOurs({ ours, logs }: Servers, row: Attack): Promise<Seen> {
  const strike = await row.prepare(ours);
  const before = await snapshot(ours.database);
  const connectionsBefore = ours.canary.connections();
  const logBegan = logs().length;
  const observed = await strike();
  const changes = changesBetween(before, await snapshot(ours.database));
  const connections = ours.canary.connections() - connectionsBefore;
  const besides = whatLogsTell(logs().slice(logBegan), ours.secrets, row.mayFail !== undefined);
  const { changes: expected = 'nothing' } = row;
  if (expected !== 'not compared' && changes !== expected) besides.push(`rows: ${changes}`);
  if (connections > 0) besides.push(`${connections} outbound connections`);
  return { observed: inWords(observed), spellings: spellingsOf(observed), besides };
}

/** Runs a row against the bare library. @returns what it did, in words */
export async function attackStock({ stock }: Servers, row: Attack): Promise<string> {
  const strike = await row.prepare(stock);
  return inWords(await strike());
}

/** Secrets that stand in a log, and requests that ended in 5xx. */
export function whatLogsTell(
  log: string,
  secrets: ReadonlySet<string>,
  mayFail: boolean,
): string[] {
  const told = [...secrets]
    .filter((secret) => secret.length >= 8 && log.includes(secret))
    .map((secret) => `a secret in the log, ${secret.slice(0, 12)}…`);
  if (mayFail) return told;
  const failed = log.split('\n').filter((line) => /"status":5\d\d/.test(line));
  return [...told, ...failed];
}
