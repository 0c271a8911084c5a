import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createGuardedGet, type GuardedRequest } from './guarded-get.ts';
import { outcomeOf } from './testing/outcome.ts';
import { type SmallInternet, startSmallInternet } from './testing/small-internet.ts';

/** A server on loopback reads documents of this machine, so that somebody can develop a client. */
const BOUNDS: GuardedRequest = { maxBytes: 5120, timeoutMs: 20_000 };

let internet: SmallInternet;
beforeAll(async () => {
  internet = await startSmallInternet(['localhost']);
  internet.answer((_request, response) => response.end('{}'));
});
afterAll(() => internet.close());
afterEach(() => {
  internet.names.asked.length = 0;
  internet.dialled.length = 0;
});

const outcome = (url: string, loopback: boolean, request: Partial<GuardedRequest> = {}) =>
  outcomeOf(
    createGuardedGet({ ...internet.network, ownHost: 'localhost:3000', loopback })(new URL(url), {
      ...BOUNDS,
      ...request,
    }),
  );

test('a server on loopback asks this machine at any port, without a name server', async () => {
  expect(await outcome(`https://localhost:${internet.port}/client.json`, true)).toBe(200);
  // Its certificate is for the name; that there was a handshake is what is tested.
  expect(await outcome(`https://127.0.0.1:${internet.port}/client.json`, true)).toBe('tls_failed');
  expect(internet.names.asked).toEqual([]);
});

test.each(['https://localhost:3000/client.json', 'http://localhost:8080/client.json'])(
  'but neither itself nor without TLS: %s',
  async (url) => {
    expect(await outcome(url, true)).toBe('url_not_allowed');
  },
);

test('without TLS, where the operator named the address, and at this machine alone', async () => {
  const plain = createServer((_request, response) => response.end('{}'));
  plain.listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const { port } = plain.address() as AddressInfo;
  const named = { asNamed: true };
  for (const host of ['localhost', '127.0.0.1']) {
    const url = `http://${host}:${port}/mcp`;
    expect(await outcome(url, true, named)).toBe(200);
    expect(await outcome(url, true)).toBe('url_not_allowed');
    expect(await outcome(url, false, named)).toBe('url_not_allowed');
  }
  for (const host of ['localhost:3000', 'inside.example', 'localhost.', '127.0.0.2', '0.0.0.0']) {
    expect(await outcome(`http://${host}/`, true, named)).toBe('url_not_allowed');
  }
  plain.close();
});

test('nor what name servers, or other spellings, call loopback', async () => {
  internet.names.means('inside.example', { addresses: ['127.0.0.1'] });
  internet.names.means('a.localhost', { addresses: ['127.0.0.1'] });
  for (const host of ['inside.example', 'a.localhost', '127.0.0.2', '0.0.0.0', '[::ffff:7f00:1]']) {
    expect([host, await outcome(`https://${host}/`, true)]).toEqual([host, 'address_not_public']);
    expect(await outcome(`https://${host}:${internet.port}/`, true)).toBe('url_not_allowed');
  }
});

test('any other server asks this machine for nothing, whoever named it', async () => {
  const accepted = internet.sockets.accepted;
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    for (const mayBePrivate of [false, true]) {
      const url = `https://${host}:${internet.port}/`;
      expect(await outcome(url, false, { mayBePrivate })).toBe('url_not_allowed');
    }
  }
  expect(internet.sockets.accepted).toBe(accepted);
});
