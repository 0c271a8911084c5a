import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, readChecks, SUITE } from './checks.ts';

/** The revisions of MCP that the suite has requirements for. */
export type Revision = '2025-11-25' | '2026-07-28';

/** How long the suite may take for one revision (milliseconds). */
const LIMIT_MS = 60_000;

/**
 * Runs every scenario that a revision requires of servers, as the command line of
 * `@modelcontextprotocol/conformance` does.
 *
 * @param url the MCP endpoint, to be called without a token
 * @returns every check of its report
 */
export async function runServerSuite(url: string, revision: Revision): Promise<Check[]> {
  const results = await mkdtemp(join(tmpdir(), 'gatehouse-conformance-'));
  try {
    const args = [SUITE, 'server', '--url', url, '--requirements', revision, '-o', results];
    const child = spawn(process.execPath, args, {
      cwd: tmpdir(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      // Its exit code is 1 where a check failed: the report says which.
      child.once('close', (_code, signal) => {
        if (signal === null) resolve();
        else reject(new Error(`The suite was ended by ${signal}:\n${output}`));
      });
    });
    return await readChecks(results, 'server-');
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}
