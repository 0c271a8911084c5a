import { request } from 'node:http';
import { describe, expect, it } from 'vitest';

import { bearer, call } from './messages.ts';
import { startServer } from './running-server.ts';

/** `fetch` sends the right Host; this does not. */
function statusFor(origin: string, path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    request({ hostname, port, path, headers: { host } })
      .on('response', (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

describe('the Origin check', () => {
  it.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://localhost:8000/path',
    'http://evil@localhost:8000',
    'file://',
    'chrome-extension://abcdef',
    '',
  ])('refuses %j, token or not', async (origin) => {
    const { post, url, tokenFor } = await startServer();
    const token = bearer(await tokenFor('mcp:read'));
    expect((await post(call('whoami'), { origin, ...token })).status).toBe(403);
    expect((await post(call('whoami'), { origin })).status).toBe(403);
    const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin } });
    expect(preflight.status).toBe(403);
    expect(preflight.headers.has('access-control-allow-origin')).toBe(false);
  });

  it.each(['http://localhost:6274', 'http://127.0.0.1:3000', 'http://[::1]:6274'])(
    'lets pages of this machine in while the server is local: %s',
    async (origin) => {
      const { post, tokenFor } = await startServer();
      const response = await post(call('whoami'), { origin, ...bearer(await tokenFor('')) });
      expect(response.status).toBe(200);
    },
  );

  it('lets in what is configured', async () => {
    const { post } = await startServer({ ALLOWED_ORIGINS: 'https://app.example.com' });
    const asked = (origin: string) => post(call('whoami'), { origin });
    expect((await asked('https://app.example.com')).status).toBe(401);
    expect((await asked('http://app.example.com')).status).toBe(403);
    expect((await asked('https://app.example.com:8443')).status).toBe(403);
  });
});

describe('the Host check', () => {
  it.each(['evil.example', 'localhost.evil.example', 'evil.example:8000', '169.254.169.254', '@'])(
    'refuses a name that was bound to this machine: %s',
    async (host) => {
      const { origin } = await startServer();
      for (const path of ['/mcp', '/.well-known/oauth-protected-resource/mcp', '/']) {
        expect(await statusFor(origin, path, host)).toBe(403);
      }
    },
  );

  it('knows this machine by all its names, and those that are configured', async () => {
    const { origin } = await startServer({ ALLOWED_HOSTS: 'mcp.internal' });
    const path = '/.well-known/oauth-protected-resource/mcp';
    for (const host of ['localhost', '127.0.0.1:8000', '[::1]:8000', 'mcp.internal:80']) {
      expect(await statusFor(origin, path, host)).toBe(200);
    }
  });

  it('tells the operator both names, once a minute for each, and of ten at most', async () => {
    const { origin, logLines } = await startServer();
    const told = () => logLines.filter((line) => line.includes('"received":'));
    for (let n = 0; n < 30; n += 1) await statusFor(origin, '/mcp', `host-${n % 15}.example`);
    expect(told()).toHaveLength(10);
    expect(JSON.parse(told()[0] ?? '{}')).toMatchObject({
      level: 40,
      received: 'host-0.example',
      expected: expect.arrayContaining(['localhost']) as string[],
      msg: expect.stringMatching(/came for "host-0\.example".*MCP_URL.*ALLOWED_HOSTS/) as string,
    });
  });

  it('takes any spelling of a name, and a dot at its end for another name', async () => {
    const { origin } = await startServer({ ALLOWED_HOSTS: 'MCP.internal' });
    const path = '/.well-known/oauth-protected-resource/mcp';
    for (const host of ['LOCALHOST', 'Mcp.Internal:443', 'mcp.internal:80', 'mcp.internal:']) {
      expect(await statusFor(origin, path, host)).toBe(200);
    }
    expect(await statusFor(origin, path, 'mcp.internal.')).toBe(403);
  });

  it('does not mind how a health probe calls the server', async () => {
    const { origin } = await startServer();
    expect(await statusFor(origin, '/healthz', '10.1.2.3:8000')).toBe(200);
  });
});

describe('a client in a browser', () => {
  const origin = 'http://localhost:6274';

  it('may send every header of MCP', async () => {
    const { url } = await startServer();
    const response = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,mcp-protocol-version',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    const allowed = response.headers.get('access-control-allow-headers')?.toLowerCase();
    for (const name of [
      'authorization',
      'content-type',
      'accept',
      'mcp-protocol-version',
      'mcp-method',
      'mcp-name',
      'mcp-session-id',
      'last-event-id',
      'dpop',
    ]) {
      expect(allowed?.split(', ')).toContain(name);
    }
  });

  it('can read the challenge in every refusal, and the answer', async () => {
    const { post, tokenFor } = await startServer();
    const answers = [
      await post(call('whoami'), { origin }),
      await post(call('whoami'), { origin, ...bearer('a.b.c') }),
      await post(call('protected_action', 'x'), { origin, ...bearer(await tokenFor('')) }),
      await post(call('whoami'), { origin, ...bearer(await tokenFor('')) }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 403, 200]);
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toMatch(
        /WWW-Authenticate, Mcp-Session-Id/,
      );
      expect(headers.has('access-control-allow-credentials')).toBe(false);
    }
  });

  it('cannot be tricked into a post without a preflight', async () => {
    const { url, tokenFor } = await startServer();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const headers = { 'content-type': type, ...bearer(await tokenFor('mcp:read')) };
      const body = JSON.stringify(call('user_action', 'x'));
      const response = await fetch(url, { method: 'POST', headers, body });
      expect(response.status).toBe(415);
    }
  });
});
