import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createTestIssuer, type TestIssuer } from '@gatehouse/auth-core/testing';

/** An example in a process of its own, and the issuer that it trusts. */
export interface Running {
  readonly url: string;
  readonly issuer: TestIssuer;
  /** Calls the tool `greet`, as a program without a session does. */
  readonly greet: (token?: string) => Promise<Response>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts an example and waits until it listens.
 *
 * @param file in `examples`
 * @throws Error with what it printed, where it does not come up
 */
export async function startExample(file: string): Promise<Running> {
  const url = `http://localhost:${await freePort()}/mcp`;
  const issuer = await createTestIssuer({ audience: url });
  const main = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { MCP_URL: url, AUTH_ISSUER: await issuer.listen() },
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
    await issuer.close();
  };
  const deadline = Date.now() + 15_000;
  while (!(await listens(url))) {
    if (Date.now() < deadline && child.exitCode === null) continue;
    await stop();
    throw new Error(`${file} did not come up:\n${output}`);
  }
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
  return { url, issuer, greet, stop };
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
