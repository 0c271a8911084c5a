import { TITLES } from '../load/workload.ts';
import type { Estimate } from './statistics.ts';
import type { ServerSummary, WorkloadSummary } from './summary.ts';

const COLUMNS = [
  '',
  'requests/s',
  'min–max',
  'CPU ms',
  'generator',
  'its core',
  'ratio',
  '95 %',
  'by CPU',
  '95 %',
] as const;

/** The figures for a terminal. */
export function table(
  summaries: readonly WorkloadSummary[],
  names: { readonly ours: string; readonly other: string },
): string {
  const rows = summaries.flatMap(({ workload, ours, other, ratio, cpuRatio }) => [
    [TITLES[workload]],
    row(names.ours, ours, ...times(ratio), ...times(cpuRatio)),
    row(names.other, other),
  ]);
  const widths = COLUMNS.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return [[...COLUMNS], ...rows]
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function row(name: string, summary: ServerSummary, ...ratios: string[]): string[] {
  const { median, min, max } = summary.requestsPerSecond;
  return [
    `  ${name}`,
    median.toFixed(0),
    `${min.toFixed(0)}–${max.toFixed(0)}`,
    summary.cpuMilliseconds?.toFixed(3) ?? '?',
    percent(summary.generatorBusy),
    percent(summary.loadCoreBusy),
    ...ratios,
  ];
}

function times(ratio: Estimate | undefined): [median: string, interval: string] {
  if (ratio === undefined) return ['?', ''];
  const interval = ratio.interval?.map((bound) => bound.toFixed(2)).join('–');
  return [`${ratio.median.toFixed(2)} ×`, interval ?? ''];
}

export function percent(share: number | undefined): string {
  return share === undefined ? '?' : `${Math.round(share * 100)} %`;
}
