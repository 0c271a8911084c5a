/** A Vitest reporter that prints what each client could do, one row a client. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { CELLS } from './table.ts';

const HEADINGS = ['client', 'version', ...CELLS, 'remark'];

interface NotInstalled {
  readonly isRefused: boolean;
  readonly output: string;
}

// oxlint-disable-next-line import/no-default-export -- Vitest takes a reporter by it.
export default class TableReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    process.stdout.write(`${mark(test)} ${test.fullName}\n`);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const missing = Object.entries(
      JSON.parse(process.env['CLIENTS_MISSING'] ?? '{}') as Record<string, NotInstalled>,
    );
    const rows = [
      ...modules.map(rowOf),
      ...missing.map(([id, { isRefused }]) => rowOfMissing(id, isRefused)),
    ].sort((one, other) => order(one) - order(other));
    const lines = [...table([HEADINGS, ...rows])];
    for (const [id, { output }] of missing) lines.push('', `${id}:`, output.replace(/^/gm, '  '));
    const tests = modules.flatMap(({ children }) => [...children.allTests()]);
    for (const test of tests) lines.push(...failureOf(test));
    for (const { moduleId, errors } of modules.map((module) => ({
      moduleId: basename(module.moduleId),
      errors: module.errors(),
    }))) {
      lines.push(...errors.map(({ message }) => `✗ ${moduleId}: ${message}`));
    }
    const failed = tests.filter((test) => test.result().state !== 'passed').length;
    const broken = missing.filter(([, { isRefused }]) => !isRefused).length;
    lines.push('', `${tests.length - failed} passed, ${failed + broken} failed`);
    process.stdout.write(`\n${lines.join('\n')}\n`);
  }
}

const versions = JSON.parse(
  readFileSync(new URL('versions.json', import.meta.url), 'utf8'),
) as Record<string, { readonly version: string }>;

function order([id = '']: readonly string[]): number {
  return Object.keys(versions).indexOf(id);
}

function rowOf(module: TestModule): string[] {
  const id = basename(module.moduleId, '.test.ts');
  const tests = [...module.children.allTests()];
  const cells = CELLS.map((cell) => {
    const test = tests.find((one) => one.meta().cell === cell);
    if (test === undefined) return '✗';
    const { note } = test.meta();
    return note === undefined ? mark(test) : `${mark(test)} ${note}`;
  });
  const remarks = tests.flatMap((test) => test.meta().remark ?? []);
  return [id, versions[id]?.version ?? '', ...cells, remarks.join('; ')];
}

function rowOfMissing(id: string, isRefused: boolean): string[] {
  const cells = CELLS.map(() => (isRefused ? '–' : '✗'));
  const remark = isRefused ? 'its installation was refused, see below' : 'was not installed';
  return [id, versions[id]?.version ?? '', ...cells, remark];
}

function mark(test: TestCase): string {
  return test.result().state === 'passed' ? '✓' : '✗';
}

function failureOf(test: TestCase): string[] {
  const { state, errors } = test.result();
  if (state === 'passed') return [];
  return ['', `✗ ${test.fullName}`, ...(errors ?? []).map(({ message }) => `    ${message}`)];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADINGS.map((_heading, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
