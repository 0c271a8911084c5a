import { TITLES } from '../load/workload.ts';
import type { ServerSummary, WorkloadSummary } from './summary.ts';

const COLUMNS = [
  '',
  'requests/s',
  'min–max',
  'CPU ms',
  'generator',
  'its core',
  'ratio',
  'by CPU',
] as const;

/** The figures for a terminal. */
export function table(
  summaries: readonly WorkloadSummary[],
  names: { readonly ours: string; readonly bare: string },
): string {
  const rows = summaries.flatMap((summary) => [
    [TITLES[summary.workload]],
    row(names.ours, summary.ours, times(summary.ratio), times(summary.cpuRatio)),
    row(names.bare, summary.bare),
    ['  rounds', summary.ratios.map((ratio) => ratio.toFixed(2)).join('  ')],
  ]);
  const widths = COLUMNS.map((title, column) =>
    Math.max(
      title.length,
      // Titles and the line of ratios may run over the columns beside them.
      ...rows.filter((cells) => cells.length > 2).map((cells) => cells[column]?.length ?? 0),
    ),
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
    summary.cpuMilliseconds?.toFixed(2) ?? '?',
    percent(summary.generatorBusy),
    percent(summary.loadCoreBusy),
    ...ratios,
  ];
}

function times(ratio: number | undefined): string {
  return ratio === undefined ? '?' : `${ratio.toFixed(2)} ×`;
}

export function percent(share: number | undefined): string {
  return share === undefined ? '?' : `${Math.round(share * 100)} %`;
}
