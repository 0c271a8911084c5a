import { parseArgs } from 'node:util';
import { WORKLOADS, type WorkloadName } from './load/workload.ts';

export interface Options {
  /** one short round, to see that the bench itself works */
  readonly quick: boolean;
  /** record where the servers spend their time, instead of measuring rounds */
  readonly profile: boolean;
  /** a checkout whose built server is the other one; undefined: the bare library */
  readonly against: string | undefined;
  /** where the figures are written as JSON, too */
  readonly jsonFile: string | undefined;
  readonly workloads: readonly WorkloadName[];
  readonly rounds: number;
  /** requests in one round of one workload; of those that cost little, five times as many */
  readonly requests: number;
  /** requests before the first round: a cold process is two times slower */
  readonly burnIn: number;
  readonly connections: number;
}

export const USAGE = `pnpm bench                        thirty interleaved rounds, about four minutes
pnpm bench --against <checkout>   beside the built server of another checkout of this repository
pnpm bench --only <workload>,…    of ${WORKLOADS.join(', ')}
pnpm bench --quick                one short round
pnpm bench --profile              where the time goes; writes bench/results/*.cpuprofile
pnpm bench --json <file>          the figures as JSON, too
pnpm bench --rounds <n> --requests <n>`;

/** @throws TypeError where an option is unknown or its value makes no sense */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    // pnpm hands its own `--` over.
    args: args.filter((argument) => argument !== '--'),
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      against: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
      rounds: { type: 'string' },
      requests: { type: 'string' },
    },
  });
  const { quick, profile, against, only } = values;
  return {
    quick,
    profile,
    against,
    jsonFile: values.json,
    workloads: only === undefined ? WORKLOADS : only.split(',').map(workload),
    rounds: profile ? 1 : whole(values.rounds, quick ? 1 : 30),
    requests: whole(values.requests, quick ? 300 : profile ? 4_000 : 400),
    burnIn: quick ? 200 : 6_000,
    connections: 16,
  };
}

function workload(name: string): WorkloadName {
  const known = WORKLOADS.find((candidate) => candidate === name);
  if (known === undefined) throw new TypeError(`${name} is none of ${WORKLOADS.join(', ')}`);
  return known;
}

function whole(value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new TypeError(`${value} is not a whole number from 1 to 999999`);
}
