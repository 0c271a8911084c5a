import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client } from './actors/client.ts';
import { rawRequest } from './actors/raw-request.ts';

const { issuer } = inject('stack');
const { host, port } = new URL(issuer);
const METADATA = '/.well-known/openid-configuration';

let untouched: string;
let request: string;
beforeAll(async () => {
  untouched = await (await fetch(new URL(METADATA, issuer))).text();
  const url = (await Client.register(issuer)).authorizationUrl();
  request = url.pathname + url.search;
});

describe('the metadata cannot be poisoned', () => {
  test.each([
    ['Host: evil.example'],
    [`Host: evil.example:${port}`],
    [`Host: localhost.evil.example:${port}`],
    [`Host: ${host}@evil.example`],
    [`Host: evil.example@${host}`],
    ['Host: localhost'],
    [`Host: localhost.:${port}`],
    ['Host:'],
    ['X-No-Host: x'],
    [`Host: ${host}`, 'Host: evil.example'],
    ['Host: evil.example', `Host: ${host}`],
    [`Host: ${host}, evil.example`],
    [`Host: ${host}/evil`],
  ])('%s: no such server', async (...headers) => {
    const { status, text } = await rawRequest(issuer, [`GET ${METADATA} HTTP/1.1`, ...headers]);
    expect([400, 421]).toContain(status);
    expect(text).not.toContain('evil');
    expect(text).not.toContain('token_endpoint');
  });

  test.each([
    ['X-Forwarded-Host: evil.example'],
    ['X-Forwarded-Proto: https'],
    ['X-Forwarded-Port: 1'],
    ['X-Forwarded-For: 6.6.6.6', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https'],
    ['Forwarded: for=6.6.6.6;host=evil.example;proto=https'],
    ['X-Original-URL: /evil', 'X-Rewrite-URL: /evil'],
    ['X-HTTP-Method-Override: DELETE'],
  ])('%s changes nothing', async (...headers) => {
    const lines = [`GET ${METADATA} HTTP/1.1`, `Host: ${host}`, ...headers];
    const { status, text } = await rawRequest(issuer, lines);
    expect(status).toBe(200);
    expect(text.endsWith(untouched)).toBe(true);
  });

  test.each([`http://evil.example${METADATA}`, `//evil.example${METADATA}`, 'http://evil/'])(
    'a request for %s is refused',
    async (target) => {
      const { status, text } = await rawRequest(issuer, [
        `GET ${target} HTTP/1.1`,
        `Host: ${host}`,
      ]);
      expect(status).toBe(400);
      expect(text).not.toContain('evil');
    },
  );

  test('under no other name are the keys others', async () => {
    const keys = await (await fetch(new URL('/jwks', issuer))).text();
    const { status, text } = await rawRequest(issuer, ['GET /jwks HTTP/1.1', 'Host: auth:3000']);
    expect(status).toBe(200);
    expect(text.endsWith(keys)).toBe(true);
    expect(text).not.toContain('auth:3000');
  });

  test('nor by what came before', async () => {
    expect(await (await fetch(new URL(METADATA, issuer))).text()).toBe(untouched);
  });
});

describe('an authorization request', () => {
  test('under a foreign Host begins nothing', async () => {
    const { status, text } = await rawRequest(issuer, [
      `GET ${request} HTTP/1.1`,
      'Host: evil.example',
    ]);
    expect(status).toBe(421);
    expect(text).not.toMatch(/set-cookie|location/i);
  });

  test('with forwarding headers leads to our own pages', async () => {
    const { status, text } = await rawRequest(issuer, [
      `GET ${request} HTTP/1.1`,
      `Host: ${host}`,
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'Forwarded: host=evil.example',
    ]);
    expect(status).toBe(303);
    expect(text).toMatch(/^Location: \/interaction\//im);
    expect(text).not.toContain('evil');
    expect(text).not.toMatch(/; secure/i);
  });
});

describe('another spelling of loopback', () => {
  test.each([`127.0.0.1:${port}`, `[::1]:${port}`])(
    '%s: a page leads to the address of this server',
    async (other) => {
      const { status, text } = await rawRequest(issuer, ['GET /?a=b HTTP/1.1', `Host: ${other}`]);
      expect(status).toBe(303);
      expect(text).toContain(`Location: ${issuer}/?a=b`);
    },
  );

  test.each([
    ['GET', METADATA],
    ['GET', '/.well-known/oauth-authorization-server'],
    ['POST', '/jwks'],
    ['GET', '/me'],
    ['POST', '/token'],
    ['POST', '/reg'],
    ['POST', '/token/revocation'],
  ])('%s %s answers 421 and names it', async (method, path) => {
    const { status, text } = await rawRequest(issuer, [
      `${method} ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Content-Length: 0',
    ]);
    expect(status).toBe(421);
    expect(text).toContain(issuer);
  });

  test('a form that is posted there is not redirected', async () => {
    const { status } = await rawRequest(issuer, [
      'POST /interaction/x/consent HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Content-Length: 0',
    ]);
    expect(status).toBe(421);
  });
});

describe('a malformed request', () => {
  test.each([
    ['two lengths', ['POST /token HTTP/1.1', 'Content-Length: 0', 'Content-Length: 5']],
    [
      'a length and chunks',
      ['POST /token HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked'],
    ],
    ['an invalid escape', ['GET /interaction/%ff%zz HTTP/1.1']],
    ['NUL in the path', ['GET /auth\0 HTTP/1.1']],
    ['headers of 20 kB', ['GET / HTTP/1.1', `X-Long: ${'x'.repeat(20_000)}`]],
  ])('with %s is a client error', async (_what, lines) => {
    const { status } = await rawRequest(issuer, [...lines, `Host: ${host}`]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test('leaves the server running', async () => {
    expect((await fetch(new URL('/jwks', issuer))).status).toBe(200);
  });
});
