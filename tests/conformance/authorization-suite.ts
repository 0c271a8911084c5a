import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One check of the suite's report (`checks.json`). */
export interface Check {
  readonly scenario: string;
  readonly id: string;
  readonly description: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

export interface SuiteOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** identifier of the MCP server (RFC 8707) */
  readonly resource: string;
  /** where the suite waits on 127.0.0.1 for the authorization response */
  readonly port: number;
  /** plays the person: gets the address that the suite asks to be opened in a browser */
  readonly openBrowser: (url: URL) => Promise<void>;
}

/** What the package's own `bin` names; it has no entry point to import. */
const COMMAND = '@modelcontextprotocol/conformance/dist/index.js';

/** How long the whole suite may take (milliseconds). */
const LIMIT_MS = 60_000;

/**
 * Runs the `authorization` scenarios of `@modelcontextprotocol/conformance`, together, as its
 * command line does: the second scenario uses what the first has found.
 *
 * @returns every check of its report
 */
export async function runAuthorizationSuite(options: SuiteOptions): Promise<Check[]> {
  const results = await mkdtemp(join(tmpdir(), 'gatehouse-conformance-'));
  try {
    await runCommand(options, results);
    const checks: Check[] = [];
    for (const folder of (await readdir(results, { recursive: true })).sort()) {
      if (!folder.endsWith('checks.json')) continue;
      const read = JSON.parse(await readFile(join(results, folder), 'utf8')) as Check[];
      checks.push(...read.map((check) => ({ ...check, scenario: scenarioOf(folder) })));
    }
    return checks;
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

function runCommand(options: SuiteOptions, results: string): Promise<void> {
  const { issuer, clientId, resource, port, openBrowser } = options;
  const main = createRequire(import.meta.url).resolve(COMMAND);
  const settings = {
    url: issuer,
    'client-id': clientId,
    resource,
    port: String(port),
    'output-dir': results,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, [main, 'authorization', ...flags], {
    cwd: dirname(results),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  return new Promise((resolve, reject) => {
    let output = '';
    let opened = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const address = /^(https?:\S+\/auth\?\S+)\n/m.exec(output)?.[1];
        if (address === undefined || opened) return;
        opened = true;
        openBrowser(new URL(address)).catch((error: unknown) => {
          child.kill();
          reject(new Error('The person did not get through.', { cause: error }));
        });
      });
    }
    child.once('error', reject);
    // Its exit code is 1 where a check failed: the report says which.
    child.once('close', () => {
      if (opened) resolve();
      else reject(new Error(`The suite never asked for a browser:\n${output}`));
    });
  });
}

/** Folders are named for the scenario and the time of the run. */
function scenarioOf(file: string): string {
  return dirname(file)
    .replace(/^authorization-server-/, '')
    .replace(/-\d{4}-\d{2}-\d{2}T.*$/, '');
}
