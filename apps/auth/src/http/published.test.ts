import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Provider } from 'oidc-provider';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLogger, type Logger } from '../events/logger.ts';
import { published } from './published.ts';

const HOST = 'auth.example';
const METADATA = '/.well-known/oauth-authorization-server';

/** Stands for the library: whatever it is, only which one it is matters. */
const someProvider = () => ({}) as Provider;

let server: Server;
let provider: Provider;
let logger: Logger;
/** how often the application was asked */
let asked: number;
/** what the application does with a request, if not the usual */
let instead: RequestListener | undefined;

const app: RequestListener = (req, res) => {
  asked += 1;
  if (instead !== undefined) return instead(req, res);
  res.setHeader('Cache-Control', 'public, max-age=300');
  res.setHeader('Vary', 'Origin');
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');
  if (req.headers.origin) res.setHeader('Access-Control-Expose-Headers', 'X-More');
  const body = JSON.stringify({ asked });
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.end(body);
  return undefined;
};

beforeAll(async () => {
  logger = createLogger('silent');
  const options = { publicUrl: new URL(`https://${HOST}`), logger, provider: () => provider };
  server = createServer(published(options, app));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => server.close().closeAllConnections());
beforeEach(() => {
  provider = someProvider();
  asked = 0;
  instead = undefined;
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => vi.useRealTimers());

/** One request with exactly these lines. @returns the whole answer as it came, less what is its own */
async function send(line: string, ...headers: string[]): Promise<string> {
  const answer = await ask(line, ...headers);
  return answer.replace(/Date: [^\r]+\r\n/, '').replace(/X-Request-Id: [\w-]+\r\n/, '');
}

async function ask(line: string, ...headers: string[]): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const lines = [`${line} HTTP/1.1`, ...headers, 'Connection: close', '', ''];
  socket.setEncoding('latin1').write(lines.join('\r\n'));
  return (await socket.toArray()).join('');
}

const get = (path = METADATA, ...headers: string[]) =>
  send(`GET ${path}`, `Host: ${HOST}`, ...headers);

describe('what is published', () => {
  test.each([[METADATA], ['/.well-known/openid-configuration'], ['/jwks']])(
    'is the same answer again for a second: %s',
    async (path) => {
      const first = await get(path);
      vi.advanceTimersByTime(999);
      expect(await get(path)).toBe(first);
      expect(asked).toBe(1);
      vi.advanceTimersByTime(1);
      expect(await get(path)).toContain('{"asked":2}');
    },
  );

  test('is as old as when it was asked for, not as when it came', async () => {
    instead = (_req, res) => {
      vi.advanceTimersByTime(600);
      res.setHeader('Access-Control-Allow-Origin', '*').end('{}');
    };
    await get();
    vi.advanceTimersByTime(399);
    await get();
    expect(asked).toBe(1);
    vi.advanceTimersByTime(1);
    await get();
    expect(asked).toBe(2);
  });

  test('names the origin of whoever asks, with what is said to pages alone', async () => {
    const [one, other] = ['Origin: https://one.example', 'Origin: https://other.example'];
    const first = await get(METADATA, one);
    const program = await get();
    expect(await get(METADATA, other)).toBe(first.replace('one.example', 'other.example'));
    expect(await get()).toBe(program);
    expect(program).toContain('Access-Control-Allow-Origin: *\r\n');
    expect(program).not.toContain('X-More');
    expect(asked).toBe(2);
  });

  test('is asked for anew of another provider, whose keys are others', async () => {
    const earlier = provider;
    await get('/jwks');
    provider = someProvider();
    expect(await get('/jwks')).toContain('{"asked":2}');
    expect(await get('/jwks')).toContain('{"asked":2}');
    provider = earlier;
    expect(await get('/jwks')).toContain('{"asked":1}');
  });

  test('of one path says nothing of another', async () => {
    await get(METADATA);
    expect(await get('/jwks')).toContain('{"asked":2}');
  });

  test('says nothing of the connection that the first one came by', async () => {
    instead = (_req, res) => {
      res
        .setHeader('Connection', 'upgrade')
        .setHeader('Access-Control-Allow-Origin', '*')
        .end('{}');
    };
    expect(await get()).toContain('Connection: upgrade');
    expect(await get()).toContain('Connection: close');
    expect(asked).toBe(1);
  });
});

describe('a request that is not plain takes the long way, before and after one that is', () => {
  test.each([
    ['another method', `HEAD ${METADATA}`, [`Host: ${HOST}`]],
    ['a preflight', `OPTIONS ${METADATA}`, [`Host: ${HOST}`]],
    ['a query', `GET ${METADATA}?x`, [`Host: ${HOST}`]],
    ['a NUL', `GET ${METADATA}?%00`, [`Host: ${HOST}`]],
    ['another spelling of the path', `GET ${METADATA}/`, [`Host: ${HOST}`]],
    ['the whole address', `GET https://${HOST}${METADATA}`, [`Host: ${HOST}`]],
    ['another host', `GET ${METADATA}`, ['Host: evil.example']],
    ['another port', `GET ${METADATA}`, [`Host: ${HOST}:444`]],
    ['two hosts', `GET ${METADATA}`, [`Host: ${HOST}`, 'Host: evil.example']],
    ['twice the same host', `GET ${METADATA}`, [`Host: ${HOST}`, `hOST: ${HOST}`]],
    ['another path', 'GET /auth', [`Host: ${HOST}`]],
  ])('%s', async (_, line, headers) => {
    await send(line, ...headers);
    await get();
    await get();
    await send(line, ...headers);
    expect(asked).toBe(3);
  });
});

describe('an answer is not given again', () => {
  const cors = (origin = '*') => ['Access-Control-Allow-Origin', origin] as const;

  test.each<[string, RequestListener]>([
    ['that is not a good one', (_, res) => res.writeHead(503, [...cors()]).end('{}')],
    [
      'that sets a cookie',
      (_, res) =>
        res
          .setHeader(...cors())
          .setHeader('Set-Cookie', 'a=b')
          .end('{}'),
    ],
    [
      'that is for another origin',
      (_, res) => res.setHeader(...cors('https://one.example')).end('{}'),
    ],
    ['that says of no origin whether it may read it', (_, res) => res.end('{}')],
    [
      'that came in parts',
      (_, res) => {
        res.setHeader(...cors()).write('{');
        res.end('}');
      },
    ],
  ])('%s', async (_, listener) => {
    instead = listener;
    await get();
    await get();
    expect(asked).toBe(2);
  });
});

/** One request. @returns the id that its answer says */
async function fetchId(...headers: string[]): Promise<string | undefined> {
  const answer = await ask(`GET ${METADATA}`, `Host: ${HOST}`, ...headers);
  return /\r\nX-Request-Id: ([0-9a-f-]{36})\r\n/.exec(answer)?.[1];
}

test('has its line in the log, with the id that it says, like every other request', async () => {
  const lines: unknown[] = [];
  vi.spyOn(logger, 'isLevelEnabled').mockReturnValue(true);
  vi.spyOn(logger, 'debug').mockImplementation((line: unknown) => void lines.push(line));
  await fetchId();
  const ids = [await fetchId('X-Request-Id: from-the-caller'), await fetchId('X-Request-Id: {}')];
  vi.restoreAllMocks();
  const line = { method: 'GET', path: METADATA, status: 200, ms: 0 };
  expect(lines).toEqual([
    { ...line, id: ids[0], caller_id: 'from-the-caller' },
    { ...line, id: ids[1] },
  ]);
  expect(new Set(ids).size).toBe(2);
});
