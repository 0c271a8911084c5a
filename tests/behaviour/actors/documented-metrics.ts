/** The tables of docs/metrics.md, read as a machine can compare them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page. */
export const METRICS_PAGE = readFileSync(
  join(import.meta.dirname, '../../../docs/metrics.md'),
  'utf8',
);

export interface DocumentedMetric {
  readonly name: string;
  readonly type: string;
  /** names of labels, each with the values that are listed; undefined where they are told in words */
  readonly labels: Readonly<Record<string, readonly string[] | undefined>>;
}

/** The rows of the table below a heading. */
export function documentedMetrics(heading: string): DocumentedMetric[] {
  return section(heading)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [name = '', type = '', labels = ''] = line
        .split('|')
        .slice(1)
        .map((cell) => cell.trim());
      return { name: wordsIn(name)[0] ?? '', type, labels: labelsIn(labels) };
    });
}

function labelsIn(cell: string): DocumentedMetric['labels'] {
  if (cell === '') return {};
  return Object.fromEntries(
    cell.split('; ').map((label) => {
      const [, name = '', values = ''] = /^`(\w+)`: (.+)$/.exec(label) ?? [];
      return [name, valuesIn(values)] as const;
    }),
  );
}

/** Words one after another; or the section that is linked to alone; all else is for people. */
function valuesIn(values: string): string[] | undefined {
  const linked = /^\[\w+\]\(#(\w+)\)$/.exec(values)?.[1];
  if (linked !== undefined) {
    const list = section(`### ${linked[0]?.toUpperCase()}${linked.slice(1)}`);
    return wordsIn(list).filter((word) => !word.includes('/'));
  }
  return /^`\w+`(?:, `\w+`)*$/.test(values) ? wordsIn(values) : undefined;
}

function section(heading: string): string {
  const [, after] = METRICS_PAGE.split(`\n${heading}\n`);
  if (after === undefined) throw new Error(`docs/metrics.md has no ${heading}`);
  return after.split(/^#/m)[0] ?? '';
}

const wordsIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
