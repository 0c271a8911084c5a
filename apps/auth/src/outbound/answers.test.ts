import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGuardedGet, type GuardedRequest, type OutboundError } from './guarded-get.ts';
import { outcomeOf } from './testing/outcome.ts';
import {
  PUBLIC4,
  PUBLIC6,
  type SmallInternet,
  startSmallInternet,
} from './testing/small-internet.ts';

const HOST = 'assistant.example';
const ADDRESS = `https://${HOST}/`;
const MAX = 5120;

let internet: SmallInternet;
beforeAll(async () => {
  internet = await startSmallInternet([HOST]);
});
afterAll(() => internet.close());
beforeEach(() => internet.answer((_request, response) => response.end('{}')));

const get = (request: Partial<GuardedRequest> = {}, network = internet.network, url = ADDRESS) =>
  createGuardedGet(network)(new URL(url), { maxBytes: MAX, timeoutMs: 20_000, ...request });
const refusal = (...given: Parameters<typeof get>) => outcomeOf(get(...given));
/** All sockets of the requests are gone, whatever became of them. */
const allClosed = () => expect.poll(() => internet.sockets.open, { timeout: 20_000 }).toBe(0);

describe('what is asked', () => {
  test('has a name, wants JSON without a coding, and carries what the caller adds', async () => {
    const headers = new Promise<object>((resolve) => {
      internet.answer((request, response) => {
        resolve(request.headers);
        response.end();
      });
    });
    await get({ headers: { 'if-none-match': '"1"', 'accept-encoding': 'gzip', host: 'x' } });
    expect(await headers).toEqual({
      accept: 'application/json',
      'accept-encoding': 'identity',
      connection: 'close',
      host: HOST,
      'if-none-match': '"1"',
      'user-agent': 'Gatehouse',
    });
  });
});

describe('a body', () => {
  test('of the greatest length is read', async () => {
    internet.answer((_request, response) => response.end('x'.repeat(MAX)));
    expect((await get()).body.length).toBe(MAX);
  });

  test.each(['with', 'without'])('that is longer is refused, %s a length', async (how) => {
    const body = 'x'.repeat(MAX + 1);
    internet.answer((_request, response) => {
      if (how === 'with') response.setHeader('content-length', body.length);
      else response.write('');
      response.end(body);
    });
    expect(await refusal()).toBe('too_large');
    await allClosed();
  });

  test('without an end is left off where it is too long', async () => {
    let sent = 0;
    internet.answer((_request, response) => {
      const more = () => {
        while (!response.destroyed) {
          sent += 1024;
          if (!response.write('x'.repeat(1024))) break;
        }
      };
      response.on('drain', more);
      more();
    });
    expect(await refusal()).toBe('too_large');
    await allClosed();
    // What buffers on the way hold, and no more.
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test('that announces a gigabyte is not read at all', async () => {
    internet.answer((_request, response) => {
      response.writeHead(200, { 'content-length': 1024 ** 3 });
      response.flushHeaders();
    });
    expect(await refusal()).toBe('too_large');
    await allClosed();
  });

  test('that is longer than it says ends where it says', async () => {
    internet.answer((_request, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}and more');
    });
    expect((await get()).body.toString()).toBe('{}');
  });

  test('that is shorter than it says is no answer', async () => {
    internet.answer((_request, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}');
    });
    expect(await refusal()).toBe('answer_malformed');
  });

  test.each(['gzip', 'deflate', 'br', 'zstd', 'GZIP', 'identity, gzip'])(
    'with a content coding (%s) is refused, however small',
    async (coding) => {
      internet.answer((_request, response) =>
        response
          .writeHead(200, { 'content-encoding': coding })
          .end(gzipSync('0'.repeat(1024 * 1024)).subarray(0, 2000)),
      );
      expect(await refusal()).toBe('content_coding');
      await allClosed();
    },
  );

  test.each([204, 301, 304, 403, 404, 500])('of status %d is not read', async (status) => {
    internet.answer((_request, response) => {
      response.writeHead(status, { etag: '"1"' });
      if (status === 204 || status === 304) response.end();
      else response.write('x'.repeat(100_000));
    });
    const { headers, body, ...received } = await get();
    expect([received.status, headers.get('etag'), body.length]).toEqual([status, '"1"', 0]);
    await allClosed();
  });
});

describe('an answer that is none', () => {
  test.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ],
    [
      'another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ],
    ['endless fields', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(5000)}\r\n`],
    ['a field of megabytes', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(1024 * 1024)}\r\n\r\n`],
    ['nothing', ''],
  ])('is refused: %s', async (_what, answer) => {
    internet.answer((_request, response) => response.socket?.end(answer));
    expect(await refusal()).toBe('answer_malformed');
    await allClosed();
  });
});

describe('time', () => {
  test.each<[string, Parameters<SmallInternet['answer']>[0]]>([
    ['says nothing', () => undefined],
    ['sends fields and nothing more', (_request, response) => response.flushHeaders()],
    [
      'sends a byte now and then',
      (_request, response) => {
        const drip = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
    [
      'sends preliminary answers for ever',
      (_request, response) => {
        const drip = setInterval(() => response.writeProcessing(), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('ends for a host that %s', async (_what, how) => {
    internet.answer(how);
    expect(await refusal({ timeoutMs: 300 })).toBe('timed_out');
    await allClosed();
  });

  test('and sockets are bounded where two hundred hang, and are there again afterwards', async () => {
    const guardedGet = createGuardedGet(internet.network);
    const accepted = internet.sockets.accepted;
    internet.answer(() => undefined);
    const asked = Array.from({ length: 200 }, () =>
      outcomeOf(guardedGet(new URL(ADDRESS), { maxBytes: MAX, timeoutMs: 2000 })),
    );
    const codes = await Promise.all(asked);
    const count = (code: string) => codes.filter((one) => one === code).length;
    expect([count('timed_out'), count('too_many_requests')]).toEqual([64, 136]);
    expect(internet.sockets.accepted - accepted).toBeLessThanOrEqual(64);
    await allClosed();
    internet.answer((_request, response) => response.end('{}'));
    expect((await guardedGet(new URL(ADDRESS), { maxBytes: MAX, timeoutMs: 20_000 })).status).toBe(
      200,
    );
  });
});

describe('a connection', () => {
  test('that is refused, to a host with another certificate, or of an unknown authority, fails in time', async () => {
    const { ca: _ca, ...untrusting } = internet.network;
    const nowhere = { ...internet.network, destination: () => ({ host: '127.0.0.1', port: 1 }) };
    internet.names.means('other.example', { addresses: [PUBLIC4] });
    const never = () => new Promise<never>(() => undefined);
    const began = performance.now();
    const refusals = [
      await get({}, untrusting).catch((error: unknown) => error),
      await get({}, nowhere).catch((error: unknown) => error),
      await get({}, internet.network, 'https://other.example/').catch((error: unknown) => error),
      await get({ timeoutMs: 100 }, { resolve: never }).catch((error: unknown) => error),
    ] as OutboundError[];
    expect(refusals.map(({ code }) => code)).toEqual([
      'tls_failed',
      'connection_failed',
      'tls_failed',
      'timed_out',
    ]);
    // Whoever reads the message learns nothing of what is there.
    expect(new Set(refusals.map(({ message }) => message))).toEqual(
      new Set(['the address could not be read']),
    );
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  test('is tried by IPv6 where this machine has no way by IPv4, and by one family elsewhere', async () => {
    const { destination = () => ({ host: '::1', port: 1 }) } = internet.network;
    internet.names.means(HOST, { addresses: [PUBLIC4, PUBLIC6] });
    internet.dialled.length = 0;
    expect(await refusal()).toBe(200);
    expect(internet.dialled).toEqual([PUBLIC4, PUBLIC6]);
    const accepted = internet.sockets.accepted;
    // The unspecified address of multicast: the system has no way there, and says so at once.
    const without4 = {
      ...internet.network,
      destination: (address: string) =>
        address === PUBLIC4 ? { host: '255.255.255.255', port: 1 } : destination(address, 443),
    };
    expect(await refusal({}, without4)).toBe(200);
    expect(internet.sockets.accepted - accepted).toBe(1);
    // Whoever refuses a connection is there.
    const refusing4 = {
      ...internet.network,
      destination: (address: string) =>
        address === PUBLIC4 ? { host: '127.0.0.1', port: 1 } : destination(address, 443),
    };
    expect(await refusal({}, refusing4)).toBe('connection_failed');
  });
});
