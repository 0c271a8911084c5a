import type { Figure } from '../contender.ts';
import { WORKLOADS, type WorkloadName } from '../load/workload.ts';
import type { Round } from '../rounds.ts';
import { type Estimate, estimate, median } from './statistics.ts';

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface ServerSummary {
  readonly requestsPerSecond: Spread;
  readonly cpuMilliseconds: number | undefined;
  readonly generatorBusy: number;
  readonly loadCoreBusy: number | undefined;
}

export interface WorkloadSummary {
  readonly workload: WorkloadName;
  readonly ours: ServerSummary;
  readonly other: ServerSummary;
  /** our rate as a share of the other's, over the rounds */
  readonly ratio: Estimate;
  /** processor time of the other as a share of ours: what the ratio would be on a machine with nobody else on it */
  readonly cpuRatio: Estimate | undefined;
}

/** One summary for each workload that there are rounds of. */
export function summarize(rounds: readonly Round[]): WorkloadSummary[] {
  return WORKLOADS.flatMap((workload) => {
    const its = rounds.filter((round) => round.workload === workload);
    if (its.length === 0) return [];
    const cpuRatios = known(its.map(cpuRatio));
    return {
      workload,
      ours: serverSummary(its.map(({ ours }) => ours)),
      other: serverSummary(its.map(({ other }) => other)),
      ratio: estimate(
        its.map(({ ours, other }) => ours.requestsPerSecond / other.requestsPerSecond),
      ),
      cpuRatio: cpuRatios && estimate(cpuRatios),
    };
  });
}

function cpuRatio({ ours, other }: Round): number | undefined {
  const { cpuMilliseconds } = ours;
  if (cpuMilliseconds === undefined || other.cpuMilliseconds === undefined) return undefined;
  return other.cpuMilliseconds / cpuMilliseconds;
}

function serverSummary(figures: readonly Figure[]): ServerSummary {
  const rates = figures.map(({ requestsPerSecond }) => requestsPerSecond);
  const cpu = known(figures.map(({ cpuMilliseconds }) => cpuMilliseconds));
  const loadCore = known(figures.map(({ loadCoreBusy }) => loadCoreBusy));
  return {
    requestsPerSecond: { median: median(rates), min: Math.min(...rates), max: Math.max(...rates) },
    cpuMilliseconds: cpu && median(cpu),
    generatorBusy: median(figures.map(({ generatorBusy }) => generatorBusy)),
    loadCoreBusy: loadCore && median(loadCore),
  };
}

/** All of them, or undefined where the system does not tell. */
function known(values: readonly (number | undefined)[]): number[] | undefined {
  const told = values.filter((value) => value !== undefined);
  return told.length === values.length ? told : undefined;
}
