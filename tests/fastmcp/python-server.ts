import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

/** A FastMCP server of `examples/fastmcp`. */
export interface PythonServer {
  /** Calls the tool `greet` with nothing but HTTP. */
  readonly greet: (token?: string) => Promise<Response>;
  readonly stop: () => Promise<void>;
}

export interface PythonServerOptions {
  readonly file: string;
  /** the MCP endpoint, which is the audience of its tokens */
  readonly url: string;
  readonly issuer: string;
  readonly algorithm: 'ES256' | 'RS256';
  /** variables beside those */
  readonly env?: Readonly<Record<string, string>>;
}

/** Milliseconds until it has to answer. */
const PATIENCE = 60_000;

/** @throws Error with what it printed, where it does not come up */
export async function startPython(options: PythonServerOptions): Promise<PythonServer> {
  const { file, url, issuer, algorithm, env } = options;
  const { PYTHON, PATH = '' } = process.env;
  if (PYTHON === undefined) throw new Error('PYTHON is not set: run "npm run test:interop".');
  const main = fileURLToPath(new URL(`../../examples/fastmcp/${file}`, import.meta.url));
  const child = spawn(PYTHON, [main], {
    cwd: tmpdir(),
    env: { PATH, MCP_URL: url, AUTH_ISSUER: issuer, ALGORITHM: algorithm, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const greet = (token?: string) =>
    fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'greet', arguments: { name: 'world' } },
      }),
    });
  const deadline = Date.now() + PATIENCE;
  while (!(await greet().catch(() => undefined))) {
    if (Date.now() > deadline || child.exitCode !== null) {
      await stop();
      throw new Error(`${file} did not come up:\n${output}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  return { greet, stop };
}
