import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Check, readChecks, SUITE } from './checks.ts';

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
    return await readChecks(results, 'authorization-server-');
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

function runCommand(options: SuiteOptions, results: string): Promise<void> {
  const { issuer, clientId, resource, port, openBrowser } = options;
  const settings = {
    url: issuer,
    'client-id': clientId,
    resource,
    port: String(port),
    'output-dir': results,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, [SUITE, 'authorization', ...flags], {
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
