import { PassThrough, Readable } from 'node:stream';
import { POLICY } from '../documents/documents.fixture.ts';
import type { ContextOptions } from './context.ts';
import { noRules } from '../operator/rules.fixture.ts';
import { run } from './run.ts';

/** What a command left behind. */
export interface Left {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** what it wrote to standard output past the words */
  readonly output: Buffer;
}

/** Runs a command in this process, with what it needs of the outside. */
export async function runCommand(
  args: readonly string[],
  outside: Pick<ContextOptions, 'loadDatabase'> & Partial<ContextOptions>,
): Promise<Left> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const output = new PassThrough({ highWaterMark: 100_000_000 });
  const code = await run(args, {
    loadNewDatabase: outside.loadDatabase,
    loadOperator: () => ({
      issuer: 'http://localhost:3000',
      publicUrl: new URL('http://localhost:3000'),
      production: false,
      registration: 'open',
      encryptionKeys: [],
      resources: [],
      rules: noRules,
      clientDocuments: POLICY,
    }),
    loadSealingKeys: () => undefined,
    loadIssuer: () => 'http://localhost:3000',
    nearMisses: () => [],
    stdout: (text) => stdout.push(text),
    stderr: (text) => stderr.push(text),
    input: Readable.from([]),
    output,
    untilStopped: () => new AbortController().signal,
    now: () => new Date(),
    gatehouse: 'gatehouse',
    ...outside,
  });
  output.end();
  const written = Buffer.concat(await output.toArray());
  return { code, stdout: stdout.join(''), stderr: stderr.join(''), output: written };
}
