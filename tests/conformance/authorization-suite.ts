import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One check of the official suite, as its report has it. */
export interface ConformanceCheck {
  readonly scenario: string;
  readonly id: string;
  readonly status: string;
  readonly details: string;
}

export interface AuthorizationSuiteOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly resource: string;
  /** where the suite listens for the authorization response */
  readonly port: number;
  /** opens the authorization request that the suite prints, as a person would */
  readonly open: (request: URL) => Promise<URL>;
}

/**
 * Runs the authorization server scenarios of `@modelcontextprotocol/conformance` and returns every
 * check of its report.
 */
export async function runAuthorizationSuite(
  options: AuthorizationSuiteOptions,
): Promise<ConformanceCheck[]> {
  const results = mkdtempSync(join(tmpdir(), 'gatehouse-conformance-'));
  try {
    await runSuite(options, results);
    return readdirSync(results, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('checks.json'))
      .flatMap((file) => checksOf(join(results, file)));
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}

async function runSuite(options: AuthorizationSuiteOptions, results: string): Promise<void> {
  const suite = spawn(
    process.execPath,
    [
      suiteProgram(),
      'authorization',
      `--url=${options.issuer}`,
      `--client-id=${options.clientId}`,
      `--resource=${options.resource}`,
      `--port=${options.port}`,
      `--output-dir=${results}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  let opened: Promise<void> | undefined;
  const read = (chunk: Buffer) => {
    printed += chunk.toString();
    const request = new RegExp(`${options.issuer}/auth\\?\\S+`).exec(printed)?.[0];
    // The suite may print half of the address in one piece.
    if (request === undefined || !/\s$/.test(printed)) return;
    opened ??= deliver(options, new URL(request));
  };
  suite.stdout.on('data', read);
  suite.stderr.on('data', read);
  const ended = new Promise((resolve) => suite.once('exit', resolve));
  const timer = setTimeout(() => suite.kill(), 90_000);
  await ended;
  clearTimeout(timer);
  await opened?.catch((error: unknown) => {
    throw new Error(`the suite's request was not answered; it printed:\n${printed}`, {
      cause: error,
    });
  });
}

/** What a browser does at the end: it visits the address that the client listens on. */
async function deliver({ open }: AuthorizationSuiteOptions, request: URL): Promise<void> {
  await (await fetch(await open(request))).body?.cancel();
}

function suiteProgram(): string {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('@modelcontextprotocol/conformance/package.json');
  return join(dirname(manifest), 'dist', 'index.js');
}

function checksOf(file: string): ConformanceCheck[] {
  const scenario = file.split(/[\\/]/).at(-2) ?? file;
  const checks = JSON.parse(readFileSync(file, 'utf8')) as {
    id: string;
    status: string;
    description?: string;
    errorMessage?: string;
  }[];
  return checks.map(({ id, status, description, errorMessage }) => ({
    scenario,
    id,
    status,
    details: errorMessage ?? description ?? '',
  }));
}
