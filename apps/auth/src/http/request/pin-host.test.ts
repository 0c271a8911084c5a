import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pinHost } from './pin-host.ts';

/** Sends bytes as they are, which no HTTP client does. */
function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(request));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('the host of a request', () => {
  let server: Server;
  let port: number;
  let seen: IncomingHttpHeaders | undefined;
  const misdirected: (string | undefined)[] = [];
  beforeAll(async () => {
    const app = express();
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    app.use(
      pinHost(new URL(`http://localhost:${port}`), ({ headers }) => misdirected.push(headers.host)),
    );
    app.use((req, res) => {
      seen = req.headers;
      res.send('reached');
    });
  });
  afterAll(() => server.close());
  const get = (path: string, headers: string[]) => {
    seen = undefined;
    return raw(
      port,
      [`GET ${path} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'),
    );
  };

  test('is what the library is handed as the configuration has it, however it was spelled', async () => {
    const app = express();
    const asked: (string | undefined)[] = [];
    app.use(pinHost(new URL('https://auth.example'), ({ headers }) => asked.push(headers.host)));
    app.use((req, res) => void res.send(`reached as ${req.headers.host}`));
    const one = createServer(app);
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    const at = (one.address() as AddressInfo).port;
    const answer = (host: string) =>
      raw(at, `GET /token HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    for (const host of ['auth.example', 'AUTH.example:443', 'auth.example:']) {
      expect(await answer(host)).toContain('reached as auth.example');
    }
    expect(asked).toEqual([]);
    for (const host of ['auth.example:80', 'auth.example.', 'auth.example.:443']) {
      const refused = await answer(host);
      expect(refused).toMatch(/^HTTP\/1.1 421/);
      expect(refused).not.toContain('auth.example');
    }
    expect(asked).toHaveLength(3);
    one.close();
  });

  test('is ours, in any case of letters', async () => {
    expect(await get('/token', [`Host: localhost:${port}`])).toContain('reached');
    expect(await get('/token', [`Host: LOCALHOST:${port}`])).toContain('reached');
  });

  test.each(['evil.example', 'localhost.evil.example', 'localhost', 'a@evil.example', ''])(
    '%j is answered 421 and reaches nothing',
    async (host) => {
      expect(await get('/.well-known/openid-configuration', [`Host: ${host}`])).toMatch(
        /^HTTP\/1.1 421/,
      );
      expect(seen).toBeUndefined();
      expect(misdirected.at(-1)).toBe(host);
    },
  );

  test('matters to everything but the keys, which hold no address', async () => {
    expect(await get('/jwks', ['Host: auth:3000'])).toContain('reached');
    expect(seen?.host).toBe(`localhost:${port}`);
    for (const path of ['/jwks/', '/jwks%2f..', '/.well-known/jwks', '//jwks']) {
      expect(await get(path, ['Host: auth:3000'])).toMatch(/^HTTP\/1.1 4(?:21|00)/);
    }
    expect(await get('/jwks', ['Host: auth:3000', 'Host: evil.example'])).toMatch(/^HTTP\/1.1 400/);
  });

  test('may not be given twice, nor in the request line', async () => {
    const twice = await get('/', [`Host: localhost:${port}`, 'Host: evil.example']);
    expect(twice).toMatch(/^HTTP\/1.1 400/);
    const absolute = await get('http://evil.example/', [`Host: localhost:${port}`]);
    expect(absolute).toMatch(/^HTTP\/1.1 400/);
    expect(await get('//evil.example/', [`Host: localhost:${port}`])).toMatch(/^HTTP\/1.1 400/);
    expect(seen).toBeUndefined();
  });

  test('cannot be changed by forwarding headers', async () => {
    await get('/token', [
      `Host: localhost:${port}`,
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Port: 1',
      'Forwarded: host=evil.example',
    ]);
    expect(seen).toMatchObject({ host: `localhost:${port}`, 'x-forwarded-proto': 'http' });
    expect(JSON.stringify(seen)).not.toContain('evil');
  });

  test('another spelling of loopback: pages redirect, endpoints name the right address', async () => {
    const page = await get('/interaction/x?y=1', [`Host: 127.0.0.1:${port}`]);
    expect(page).toMatch(/^HTTP\/1.1 303/);
    expect(page).toContain(`Location: http://localhost:${port}/interaction/x?y=1`);
    const endpoint = await get('/me', [`Host: [::1]:${port}`]);
    expect(endpoint).toMatch(/^HTTP\/1.1 421/);
    expect(endpoint).toContain(`http://localhost:${port}`);
  });
});
