import type { Figure } from '../contender.ts';
import { WORKLOADS, type WorkloadName } from '../load/workload.ts';
import type { Round } from '../rounds.ts';
import { median } from './statistics.ts';

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
  readonly bare: ServerSummary;
  /** ours as a share of the other, for each round */
  readonly ratios: readonly number[];
  readonly ratio: number;
  /** processor time of the other as a share of ours: what the ratio would be on a machine with nobody else on it */
  readonly cpuRatio: number | undefined;
}

export function summarize(rounds: readonly Round[]): WorkloadSummary[] {
  return WORKLOADS.map((workload) => {
    const its = rounds.filter((round) => round.workload === workload);
    const ratios = its.map(({ ours, bare }) => ours.requestsPerSecond / bare.requestsPerSecond);
    return {
      workload,
      ours: serverSummary(its.map(({ ours }) => ours)),
      bare: serverSummary(its.map(({ bare }) => bare)),
      ratios,
      ratio: median(ratios),
      cpuRatio: medianOf(its.map(cpuRatio)),
    };
  });
}

function cpuRatio({ ours, bare }: Round): number | undefined {
  const { cpuMilliseconds } = ours;
  if (cpuMilliseconds === undefined || bare.cpuMilliseconds === undefined) return undefined;
  return bare.cpuMilliseconds / cpuMilliseconds;
}

function serverSummary(figures: readonly Figure[]): ServerSummary {
  const rates = figures.map(({ requestsPerSecond }) => requestsPerSecond);
  return {
    requestsPerSecond: { median: median(rates), min: Math.min(...rates), max: Math.max(...rates) },
    cpuMilliseconds: medianOf(figures.map(({ cpuMilliseconds }) => cpuMilliseconds)),
    generatorBusy: median(figures.map(({ generatorBusy }) => generatorBusy)),
    loadCoreBusy: medianOf(figures.map(({ loadCoreBusy }) => loadCoreBusy)),
  };
}

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? median(known) : undefined;
}
