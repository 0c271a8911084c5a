import { parseArgs } from 'node:util';

export interface Options {
  /** one short round, to see that the bench itself works */
  readonly quick: boolean;
  /** record where the servers spend their time, instead of measuring rounds */
  readonly profile: boolean;
  /** where the figures are written as JSON, too */
  readonly jsonFile: string | undefined;
  readonly rounds: number;
  /** requests in one round of one workload */
  readonly requests: number;
  /** requests before the first round: a cold process is two times slower */
  readonly burnIn: number;
  readonly connections: number;
}

export const USAGE = `pnpm bench                     five interleaved rounds, about two minutes
pnpm bench -- --quick          one short round
pnpm bench -- --profile        where the time goes; writes bench/results/*.cpuprofile
pnpm bench -- --json <file>    the figures as JSON, too
pnpm bench -- --rounds <n> --requests <n>`;

/** @throws TypeError where an option is unknown or its value is no whole number */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    // pnpm hands its own `--` over.
    args: args.filter((argument) => argument !== '--'),
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      json: { type: 'string' },
      rounds: { type: 'string' },
      requests: { type: 'string' },
    },
  });
  const { quick, profile } = values;
  return {
    quick,
    profile,
    jsonFile: values.json,
    rounds: profile ? 1 : whole(values.rounds, quick ? 1 : 5),
    requests: whole(values.requests, quick ? 300 : 4_000),
    burnIn: quick ? 200 : 6_000,
    connections: 16,
  };
}

function whole(value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new TypeError(`${value} is not a whole number from 1 to 999999`);
}
