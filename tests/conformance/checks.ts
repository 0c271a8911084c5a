import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One check of the suite's report (`checks.json`). */
export interface Check {
  readonly scenario: string;
  readonly id: string;
  readonly description: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

/** The suite's program: what the package's own `bin` names; it has no entry point to import. */
export const SUITE = createRequire(import.meta.url).resolve(
  '@modelcontextprotocol/conformance/dist/index.js',
);

/**
 * Reads what the suite has written into its `--output-dir`: a folder for each scenario, named for
 * it and for the time of the run.
 *
 * @param prefix what the suite puts before the scenario's name
 */
export async function readChecks(results: string, prefix: string): Promise<Check[]> {
  const checks: Check[] = [];
  for (const file of (await readdir(results, { recursive: true })).sort()) {
    if (!file.endsWith('checks.json')) continue;
    const scenario = dirname(file)
      .replace(prefix, '')
      .replace(/-\d{4}-\d{2}-\d{2}T.*$/, '');
    const read = JSON.parse(await readFile(join(results, file), 'utf8')) as Check[];
    checks.push(...read.map((check) => ({ ...check, scenario })));
  }
  return checks;
}
