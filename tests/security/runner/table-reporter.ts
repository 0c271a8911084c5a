/** A Vitest reporter that prints the table: id → expected → observed, and the counts. */
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Outcome } from './row.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** what the row came to; absent where its test broke before */
    security?: Outcome;
  }
}

// oxlint-disable-next-line import/no-default-export -- Vitest takes a reporter by it.
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(({ children }) => [...children.allTests()]);
    const outcomes = tests
      .flatMap((test) => test.meta().security ?? [])
      .sort((one, other) => one.order - other.order);
    const lines = outcomes.map(line);
    for (const test of tests) lines.push(...failureOf(test));
    process.stdout.write(`\n${lines.join('\n')}\n\n${counts(outcomes, tests)}\n`);
  }
}

function line({ id, attack, expected, observed, mark, stock }: Outcome): string {
  if (attack !== undefined) {
    if (mark === '–') return `${id} ${attack} –  not applicable: ${observed}`;
    return `${id} ${attack} → ${expected} → ${observed} ${mark}`;
  }
  if (mark === '–') return `${id}  not applicable: ${observed}`;
  const beside = stock === undefined ? '' : `  (stock: ${stock})`;
  return `${id}  ${expected}  →  ${observed}  ${mark}${beside}`;
}

function failureOf(test: TestCase): string[] {
  const { state, errors } = test.result();
  if (state !== 'failed') return [];
  return [`✗ ${test.fullName}`, ...errors.map(({ message }) => `    ${message}`)];
}

function counts(outcomes: readonly Outcome[], tests: readonly TestCase[]): string {
  const marked = (mark: Outcome['mark']) => outcomes.filter((one) => one.mark === mark);
  const redOnStock = outcomes.filter(({ stock }) => stock?.startsWith('red'));
  const ids = new Set(outcomes.map(({ id }) => id));
  const broken = tests.filter((test) => test.result().state === 'failed').length;
  return [
    `${ids.size} ids in ${outcomes.length} rows`,
    `${marked('✓').length} green`,
    `${redOnStock.length} red on stock`,
    `${marked('–').length} not applicable`,
    `${broken} failed`,
  ].join(', ');
}
