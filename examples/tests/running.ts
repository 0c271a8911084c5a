import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createTestIssuer, type TestIssuer } from '@gatehouse/auth-core/testing';

/** A server in a process of its own, and the issuer that it trusts. */
export interface Running {
  readonly url: string;
  readonly issuer: TestIssuer;
  /** Calls the tool `greet`, as a program without a session does. */
  readonly call: (token?: string) => Promise<Response>;
  readonly stop: () => Promise<void>;
}

/** Where a server will be, and whom it is to trust. */
export interface Place {
  readonly port: number;
  readonly issuer: string;
}

/**
 * Starts an example where it lies.
 *
 * @param file in `examples`
 */
export function startExample(file: string): Promise<Running> {
  const main = fileURLToPath(new URL(`../${file}`, import.meta.url));
  return startServer([process.execPath, main], { cwd: import.meta.dirname });
}

interface Options {
  readonly cwd: string;
  readonly path?: string | undefined;
  readonly write?: (place: Place) => void;
}

/**
 * Starts a server and waits until it listens.
 *
 * @param command program and arguments
 * @param options.cwd its folder
 * @param options.path where it finds programs
 * @param options.write is told where, before the server starts
 * @throws Error with what it printed, where it does not come up
 */
export async function startServer(
  [program = '', ...args]: readonly string[],
  { cwd, path = process.env.PATH, write }: Options,
): Promise<Running> {
  const port = await freePort();
  const url = `http://localhost:${port}/mcp`;
  const issuer = await createTestIssuer({ audience: url });
  const at = await issuer.listen();
  write?.({ port, issuer: at });
  // A group of its own: npm starts the server in a process of its own.
  const child = spawn(program, args, {
    cwd,
    env: { PATH: path, MCP_URL: url, AUTH_ISSUER: at },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
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
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
    await issuer.close();
  };
  const deadline = Date.now() + 30_000;
  while (!(await listens(url))) {
    if (Date.now() < deadline && child.exitCode === null) continue;
    await stop();
    throw new Error(`${program} ${args.join(' ')} did not come up:\n${output}`);
  }
  const call = (token?: string) =>
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
  return { url, issuer, call, stop };
}

/** Whether anybody answers. Asked again after a moment where nobody does. */
async function listens(url: string): Promise<boolean> {
  try {
    await (await fetch(url, { method: 'OPTIONS' })).body?.cancel();
    return true;
  } catch {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    return false;
  }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
