import { TITLES } from './kinds.ts';
import { ROUTES } from './rounds.ts';
import type { Line, Summary } from './summary.ts';

/** The figures for a terminal. */
export function table({ verifications, routes }: Summary): string {
  return [
    group('verifications', 'per second', verifications),
    ...ROUTES.map((route) =>
      group(route === 'plain' ? 'plain JSON route' : route, 'requests/s', routes[route]),
    ),
  ].join('\n\n');
}

function group(title: string, unit: string, lines: readonly Line[]): string {
  const head = [title, unit, 'CPU µs', 'CPU added', '× rate', '× CPU'];
  const rows = lines.map((line) => [
    `  ${TITLES[line.name]}`,
    line.rate.toFixed(0),
    line.cpu.toFixed(1),
    line.addedCpu.toFixed(1),
    line.rateRatio.toFixed(2),
    line.cpuRatio.toFixed(2),
  ]);
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
