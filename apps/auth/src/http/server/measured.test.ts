import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Registry } from '@prometheus-io/client';
import { expect, onTestFinished, test } from 'vitest';
import { httpRequests } from '../../figures/http-requests.ts';
import { measured } from './measured.ts';

async function serve(app: RequestListener) {
  const registry = new Registry();
  const server = createServer(measured(httpRequests(registry), app));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  /** The series that have seen requests. */
  const counts = async () => {
    const text = await registry.metrics();
    const form = /duration_seconds_count\{(.+)\} ([1-9]\d*)$/gm;
    const found = [...text.matchAll(form)].map(([, labels, count]) => [labels, count] as const);
    return Object.fromEntries(found) as Record<string, string>;
  };
  return { port, url: `http://127.0.0.1:${port}`, counts, registry };
}

const TOKEN = 'endpoint="token",kind="program"';

test('counts every answer, by what stands in the table of endpoints', async () => {
  const { url, counts } = await serve((req, res) => {
    res.statusCode = Number(req.headers['x-status'] ?? 200);
    res.end('here');
  });
  const send = async (method: string, path: string, status = 200) => {
    const headers = { 'x-status': String(status) };
    await (await fetch(url + path, { method, headers })).text();
  };
  await send('POST', '/token');
  await send('POST', '/token?grant_type=x', 400);
  await send('PROPFIND', '/token', 404);
  await send('GET', '/interaction/some-secret-uid?code=1');
  await send('HEAD', '/token/');
  await send('GET', '/jwks', 299);
  await expect.poll(counts).toEqual({
    [`${TOKEN},method="POST",status="200"`]: '1',
    [`${TOKEN},method="POST",status="400"`]: '1',
    [`${TOKEN},method="other",status="404"`]: '1',
    'endpoint="interaction",kind="step",method="GET",status="200"': '1',
    'endpoint="none",kind="none",method="HEAD",status="200"': '1',
    'endpoint="jwks",kind="program",method="GET",status="other"': '1',
  });
});

test('counts a request whose client did not wait for the answer, or for all of it', async () => {
  const arrived = Promise.withResolvers<void>();
  const { port, counts } = await serve((req, res) => {
    if (req.url === '/token') res.writeHead(200).write('half');
    arrived.resolve();
  });
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
  await arrived.promise;
  expect(await counts()).toEqual({});
  socket.destroy();
  await expect.poll(counts).toEqual({ [`${TOKEN},method="POST",status="aborted"`]: '1' });
});

test('has a zero for the failures of this program alone, so that the first one is an increase', async () => {
  const { registry, counts } = await serve(() => {});
  const text = await registry.metrics();
  expect(text).toContain(
    `gatehouse_http_request_duration_seconds_count{${TOKEN},method="POST",status="500"} 0\n`,
  );
  expect(text).toContain('{endpoint="none",kind="none",method="GET",status="500"} 0\n');
  expect(text).not.toContain('status="200"');
  expect(await counts()).toEqual({});
});
