import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Registry } from '@prometheus-io/client';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../../events/logger.ts';
import { httpRequests } from '../../figures/http-requests.ts';
import { unreadable } from './unreadable.ts';

const END = '\r\n\r\n';

async function serve() {
  const registry = new Registry();
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('debug', {
    write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const server = createServer(
    { headersTimeout: 50, connectionsCheckingInterval: 20 },
    (req, res) => {
      req.resume();
      if (req.url === '/slow') res.writeHead(200, { 'x-is': 'answered' }).write('half');
      else if (req.url !== '/never') res.end('here');
    },
  );
  unreadable({ logger, answersTo: httpRequests(registry) })(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const send = async (text: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('latin1').write(text);
    return (await socket.toArray()).join('');
  };
  return { send, lines, registry };
}

test.each([
  [400, 'no HTTP', `secret${END}`],
  [431, 'large headers', `GET /secret HTTP/1.1\r\nHost: a\r\nCookie: ${'s'.repeat(17_000)}${END}`],
  [408, 'headers that do not end', 'GET /secret HTTP/1.1\r\nHost: a\r\n'],
  [
    400,
    'a broken body',
    `POST /never HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked${END}secret${END}`,
  ],
  [417, 'an expectation', `GET /token/secret?secret HTTP/1.1\r\nHost: a\r\nExpect: secret${END}`],
])('%i for %s has an id, which the log has, and is counted', async (status, _what, text) => {
  const { send, lines, registry } = await serve();
  const answer = await send(text);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  const id = /\r\nX-Request-Id: ([0-9a-f-]{36})\r\n/i.exec(answer)?.[1];
  expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n');
  await expect.poll(() => lines).toEqual([expect.objectContaining({ id, status })]);
  expect(JSON.stringify(lines)).not.toContain('secret');
  const count = new RegExp(`duration_seconds_count\\{.*status="${status}"\\} 1\n`);
  await expect.poll(() => registry.metrics()).toMatch(count);
});

test('nothing is written into an answer that has begun', async () => {
  const { send, lines } = await serve();
  const body = 'Transfer-Encoding: chunked';
  const answer = await send(`POST /slow HTTP/1.1\r\nHost: a\r\n${body}${END}no chunk${END}`);
  expect(answer.match(/HTTP\/1\.1/g) ?? []).toHaveLength(answer === '' ? 0 : 1);
  expect(answer).not.toContain('400');
  expect(lines).toEqual([]);
});
