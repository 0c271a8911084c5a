import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Delegated } from './row.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** What the tests that rows are delegated to said, in one run of all of them. */
export class DelegatedTests {
  readonly #report: Report;

  private constructor(report: Report) {
    this.#report = report;
  }

  /** Reads what they said where `npm test` has just performed them, or performs them. */
  static async run(rows: readonly Delegated[]): Promise<DelegatedTests> {
    const { UNIT_REPORT: performed } = process.env;
    if (performed !== undefined) {
      return new DelegatedTests(JSON.parse(await readFile(performed, 'utf8')) as Report);
    }
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-security-'));
    const report = join(folder, 'report.json');
    try {
      const files = [...new Set(rows.map(({ file }) => file))];
      const cli = join(ROOT, 'node_modules/vitest/vitest.mjs');
      const titles = rows.flatMap((row) => row.titles.map(escaped)).join('|');
      const options = [
        'run',
        '--project=!tests',
        `--testNamePattern=${titles}`,
        '--reporter=json',
        `--outputFile=${report}`,
      ];
      const child = spawn(process.execPath, [cli, ...options, ...files], {
        cwd: ROOT,
        stdio: 'ignore',
      });
      await new Promise((settled, failed) => child.once('error', failed).once('exit', settled));
      return new DelegatedTests(JSON.parse(await readFile(report, 'utf8')) as Report);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Passed and failed tests of a row. A title that no test has counts as failed. */
  of({ file, titles }: Delegated): { readonly passed: number; readonly failed: readonly string[] } {
    const tests = this.#report.testResults
      .filter(({ name }) => name.endsWith(file))
      .flatMap(({ assertionResults }) => assertionResults);
    const concerned = tests.filter(({ fullName }) =>
      titles.some((title) => fullName.includes(title)),
    );
    const failed = concerned.filter(({ status }) => status !== 'passed');
    const missing = titles.filter(
      (title) => !concerned.some(({ fullName }) => fullName.includes(title)),
    );
    return {
      passed: concerned.length - failed.length,
      failed: [
        ...failed.map(({ fullName }) => fullName),
        ...missing.map((title) => `no test is called “${title}”`),
      ],
    };
  }
}

/** A title as a pattern of itself. */
function escaped(title: string): string {
  return title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
