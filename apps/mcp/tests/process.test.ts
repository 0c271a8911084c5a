import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createTestIssuer } from '@gatehouse/auth-core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { bearer, call, messageOf, modernCall } from './messages.ts';
import { parseScrape, valueOf } from './scrape.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface Program {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  readonly output: () => string;
}

function start(env: Record<string, string>): Program {
  const child = spawn(process.execPath, [main], {
    // Other tests run servers at the same time.
    env: { OPERATIONS_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, exited, output: () => output };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function ready(program: Program): Promise<void> {
  await expect.poll(program.output, { timeout: 20_000 }).toContain('the MCP server is ready');
}

describe('the program', () => {
  it('refuses a wrong environment with every fault and exit code 78', async () => {
    const program = start({ AUTH_MODE: 'magic', AUTH_ISSUER: 'nonsense', PORT: '0' });
    expect(await program.exited).toBe(78);
    expect(program.output().trim().split('\n')).toEqual([
      expect.stringMatching(/^AUTH_MODE is "magic"/),
      expect.stringMatching(/^PORT is "0"/),
      expect.stringMatching(/^AUTH_ISSUER is not an http or https URL/),
    ]);
  });

  it('says in one sentence that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const program = start({ PORT: `${port}` });
    expect(await program.exited).toBe(1);
    expect(program.output()).toBe(
      `Port ${port} on 127.0.0.1 (PORT, MCP) is taken by another program: stop it, or set PORT to a free one.\n`,
    );
    const second = start({ PORT: `${await freePort()}`, OPERATIONS_PORT: `${port}` });
    expect(await second.exited).toBe(1);
    expect(second.output()).toBe(
      `Port ${port} on 127.0.0.1 (OPERATIONS_PORT, health and metrics) is taken by another program: stop it, or set OPERATIONS_PORT to a free one, or to 0 for any.\n`,
    );
    // TEST-NET-1 (RFC 5737): no machine has it.
    const elsewhere = start({ PORT: `${await freePort()}`, OPERATIONS_HOST: '192.0.2.1' });
    expect(await elsewhere.exited).toBe(1);
    expect(elsewhere.output()).toMatch(
      /^Port 0 on 192\.0\.2\.1 \(OPERATIONS_PORT, health and metrics\) cannot be opened \(.*\): check OPERATIONS_HOST and OPERATIONS_PORT\.\n$/,
    );
  });

  it('starts without its issuer, answers on loopback, and stops within 3 seconds', async () => {
    const port = await freePort();
    const program = start({ PORT: `${port}`, AUTH_ISSUER: 'http://localhost:1' });
    await ready(program);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    const refused = await fetch(`http://127.0.0.1:${port}/mcp`, { method: 'POST' });
    expect(refused.status).toBe(401);
    // The longest tokens that issuers write arrive, with the other headers of a client and a proxy.
    const long = { method: 'POST', headers: bearer('a'.repeat(24_000)) };
    expect((await fetch(`http://127.0.0.1:${port}/mcp`, long)).status).toBe(401);
    program.child.kill('SIGTERM');
    expect(await program.exited).toBe(0);
  });

  it('verifies tokens through the real documents, and closes open streams when told to stop', async () => {
    const port = await freePort();
    const audience = `http://localhost:${port}/mcp`;
    const issuer = await createTestIssuer({ audience });
    onTestFinished(() => issuer.close());
    const program = start({ PORT: `${port}`, AUTH_ISSUER: await issuer.listen() });
    await ready(program);

    const headers = { 'content-type': 'application/json', ...bearer(await issuer.token()) };
    const body = JSON.stringify(call('user_action', 'x'));
    const response = await fetch(audience, { method: 'POST', headers, body });
    expect((await messageOf(response)).result?.content[0]?.text).toBe('User user-1 processed: x');

    const { body: modern, headers: named } = modernCall('');
    const { 'mcp-name': _none, ...modernHeaders } = named;
    const params = { ...(modern['params'] as object), notifications: { toolsListChanged: true } };
    const stream = await fetch(audience, {
      method: 'POST',
      headers: { ...headers, ...modernHeaders, 'mcp-method': 'subscriptions/listen' },
      body: JSON.stringify({ ...modern, method: 'subscriptions/listen', params }),
    });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const told = Date.now();
    program.child.kill('SIGTERM');
    await stream.text().catch(() => 'cut');
    expect(await program.exited).toBe(0);
    expect(Date.now() - told).toBeLessThan(9000);
  });
});

it('what Node refuses has an id, a line, and is counted, and nothing of it is told', async () => {
  const [port, operations] = [await freePort(), await freePort()];
  const program = start({ PORT: `${port}`, OPERATIONS_PORT: `${operations}` });
  await ready(program);
  const send = async (text: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('latin1').write(text);
    return (await socket.toArray()).join('');
  };
  const end = '\r\n\r\n';
  const token = `Authorization: Bearer ${'secret'.repeat(8_000)}`;
  for (const [status, text] of [
    [400, `secret${end}`],
    [431, `POST /mcp HTTP/1.1\r\nHost: localhost\r\n${token}${end}`],
  ] as const) {
    const answer = await send(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const [, id = 'none'] = /\r\nX-Request-Id: (\S+)\r\n/.exec(answer) ?? [];
    await expect.poll(program.output).toContain(`"id":"${id}","status":${status}`);
  }
  const text = await (await fetch(`http://127.0.0.1:${operations}/metrics`)).text();
  const requests = 'gatehouse_mcp_http_request_duration_seconds_count';
  for (const status of ['400', '431']) {
    expect(valueOf(parseScrape(text), requests, { route: 'none', status })).toBe(1);
  }
  expect(program.output()).not.toContain('secret');
});

describe('the operations port', () => {
  it('tells of itself, apart from the port of the server, until the last call has ended', async () => {
    const [port, operations] = [await freePort(), await freePort()];
    const audience = `http://localhost:${port}/mcp`;
    const issuer = await createTestIssuer({ audience });
    onTestFinished(() => issuer.close());
    const program = start({
      PORT: `${port}`,
      OPERATIONS_PORT: `${operations}`,
      AUTH_ISSUER: await issuer.listen(),
    });
    await ready(program);
    const ask = (path: string) => fetch(`http://127.0.0.1:${operations}${path}`);
    expect((await ask('/healthz')).status).toBe(200);
    expect((await ask('/readyz')).status).toBe(200);
    for (const path of ['/readyz', '/metrics']) {
      expect((await fetch(`http://localhost:${port}${path}`)).status).toBe(404);
    }
    // However often it is asked whether it is ready, it asks nobody.
    for (let n = 0; n < 20; n += 1) await (await ask('/readyz')).text();
    expect(issuer.requests).toEqual([]);

    const headers = { 'content-type': 'application/json', ...bearer(await issuer.token()) };
    const body = JSON.stringify(call('whoami'));
    await (await fetch(audience, { method: 'POST', headers, body })).text();
    const samples = parseScrape(await (await ask('/metrics')).text());
    const calls = 'gatehouse_mcp_tool_calls_total';
    expect(valueOf(samples, calls, { tool: 'whoami', outcome: 'ok' })).toBe(1);
    expect(valueOf(samples, 'gatehouse_mcp_key_fetches_total', { outcome: 'ok' })).toBe(1);
    expect(valueOf(samples, 'process_resident_memory_bytes')).toBeGreaterThan(0);

    // A request that does not end keeps the server for two seconds.
    const hanging = connect(port, '127.0.0.1');
    onTestFinished(() => void hanging.destroy());
    hanging.on('error', () => {});
    hanging.write('POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n');
    await new Promise((resolve) => hanging.once('data', resolve));
    program.child.kill('SIGTERM');
    await expect.poll(async () => (await ask('/readyz')).status).toBe(503);
    expect(await program.exited).toBe(0);
  });

  it('takes any that is free where it is 0, and says which', async () => {
    const program = start({ PORT: `${await freePort()}` });
    await ready(program);
    const [, port] = /"operations_port":(\d+)/.exec(program.output()) ?? [];
    for (const host of ['127.0.0.1', '[::1]']) {
      expect((await fetch(`http://${host}:${port}/healthz`)).status).toBe(200);
    }
  });

  it('is not that of the server', async () => {
    const program = start({ PORT: '9465', OPERATIONS_PORT: '9465' });
    expect(await program.exited).toBe(78);
    expect(program.output()).toBe(
      'OPERATIONS_PORT is 9465, which is the port of the server itself. Set it to another port, such as 9466.\n',
    );
  });
});
