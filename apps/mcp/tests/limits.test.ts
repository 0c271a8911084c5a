import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { bearer, call, messageOf, modernCall } from './messages.ts';
import { startServer } from './running-server.ts';

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('bad input is the fault of the client, never of the server', () => {
  it.each<[string, string, number]>([
    ['nothing', '', 400],
    ['no JSON', '{', 400],
    ['text', '"tools/call"', 400],
    ['null', 'null', 400],
    ['an empty object', '{}', 400],
    ['an empty batch', '[]', 400],
    ['a batch of 100,000', JSON.stringify(Array.from({ length: 100_000 }, () => 1)), 400],
    ['an id that is an object', JSON.stringify(call('whoami', undefined, {})), 400],
    ['10 MB', JSON.stringify(call('user_action', 'x'.repeat(10_000_000))), 413],
    ['just over 1 MiB', JSON.stringify(call('user_action', 'x'.repeat(1_048_576))), 413],
    ['JSON 10,000 levels deep', deep(10_000), 400],
  ])('%s', async (_what, body, status) => {
    const { post, tokenFor } = await startServer();
    const response = await post(body, bearer(await tokenFor('mcp:read')));
    expect(response.status).toBe(status);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a tool that does not exist', call('nothing', 'x')],
    ['a tool whose name is a number', call(7, 'x')],
    ['no argument', call('user_action')],
    [
      'an argument of another type',
      { ...call(''), params: { name: 'user_action', arguments: { data: 7 } } },
    ],
    ['arguments that are a list', { ...call(''), params: { name: 'user_action', arguments: [] } }],
    ['no parameters', { jsonrpc: '2.0', id: 1, method: 'tools/call' }],
    ['an unknown method', { jsonrpc: '2.0', id: 1, method: 'nothing/here' }],
  ])('%s', async (_what, body) => {
    const { post, tokenFor } = await startServer();
    const response = await post(body, bearer(await tokenFor('mcp:read')));
    expect(response.status).toBeLessThan(500);
    const { result, error } = await messageOf(response);
    expect(error !== undefined || result?.isError === true).toBe(true);
  });

  it.each([
    ['in the arguments', (text: string) => text.replace('"x"', deep(50_000))],
    [
      'beside the arguments',
      (text: string) => text.replace('"params":{', `"params":{"a":${deep(50_000)},`),
    ],
    ['beside the parameters', (text: string) => text.replace('{', `{"a":${deep(50_000)},`)],
  ])('JSON 50,000 levels deep %s, in either era', async (_what, deepen) => {
    const { post, tokenFor } = await startServer();
    const token = bearer(await tokenFor('mcp:read'));
    const { body, headers } = modernCall('user_action', 'x');
    const old = await post(deepen(JSON.stringify(call('user_action', 'x'))), token);
    const modern = await post(deepen(JSON.stringify(body)), { ...headers, ...token });
    expect([old.status, modern.status].every((status) => status < 500)).toBe(true);
    expect((await post(call('whoami'), token)).status).toBe(200);
  });

  const callWith = (data: string) => JSON.stringify(call('user_action', 'x')).replace('"x"', data);
  it.each([
    ['lone surrogates in an argument', callWith(String.raw`"\ud800"`)],
    ['lone surrogates for a key', callWith(String.raw`"x","\udfff":{}`)],
    ['lone surrogates in an id', JSON.stringify(call('whoami', undefined, '\ud800'))],
    ['lone surrogates for a tool', JSON.stringify(call('\udfff'))],
    ['lists 400,000 deep', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
    ['lists that do not end', '['.repeat(1_000_000)],
    ['a batch of nested calls', `[${callWith(deep(100_000))},${callWith(deep(10_000))}]`],
    ['the same member again and again', `{${'"method":"tools/list",'.repeat(40_000)}"id":1}`],
    ['a number without end', callWith('9'.repeat(900_000))],
    ['a prototype', callWith('"x","__proto__":{"data":1},"constructor":{"prototype":null}')],
    [
      '5 MB of batch',
      `[${Array(60_000)
        .fill(JSON.stringify(call('whoami')))
        .join()}]`,
    ],
  ])('%s, in either era', async (_what, body) => {
    const { post, tokenFor, logLines } = await startServer();
    const token = bearer(await tokenFor('mcp:read'));
    const { headers } = modernCall('user_action', 'x');
    for (const more of [{}, headers]) {
      const response = await post(body, { ...more, ...token });
      await response.text();
      expect(response.status).toBeLessThan(500);
    }
    expect((await post(call('whoami'), token)).status).toBe(200);
    expect(logLines.join('')).not.toMatch(/"level":(50|60)/);
  });

  it('a version nobody knows', async () => {
    const { post, tokenFor } = await startServer();
    const headers = { ...bearer(await tokenFor('')), 'mcp-protocol-version': '1999-01-01' };
    expect((await post(call('whoami'), headers)).status).toBe(400);
  });

  it('a compressed body, which could grow without bound', async () => {
    const { url, tokenFor } = await startServer();
    const headers = {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      ...bearer(await tokenFor('')),
    };
    const body = gzipSync(Buffer.alloc(10_000_000));
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(415);
  });

  it('a method the endpoint does not have', async () => {
    const { url, tokenFor } = await startServer();
    for (const method of ['GET', 'DELETE', 'PUT', 'PATCH']) {
      const response = await fetch(url, { method, headers: bearer(await tokenFor('')) });
      expect(response.status).toBe(405);
    }
  });

  it.each(['/nothing', '/%', '/%ff', '/mcp/%e0%a4%a', '/mcp/x', '//evil.example/mcp'])(
    'the path %s',
    async (path) => {
      const { origin } = await startServer();
      const response = await fetch(origin + path);
      expect([400, 404]).toContain(response.status);
      expect(await response.text()).not.toContain('at ');
    },
  );

  it('a token of 64 kB, which is cut off before it is read', async () => {
    const { post } = await startServer();
    expect((await post(call('whoami'), bearer('a'.repeat(12_000)))).status).toBe(401);
    expect((await post(call('whoami'), bearer('a'.repeat(64_000)))).status).toBe(431);
  });
});

it('a large body is served as long as it is within the limit', async () => {
  const { post, tokenFor } = await startServer();
  const data = 'x'.repeat(1_000_000);
  const response = await post(call('user_action', data), bearer(await tokenFor('mcp:read')));
  expect((await messageOf(response)).result?.content[0]?.text).toHaveLength(
    data.length + 'User ada processed: '.length,
  );
});

it('the log tells who did what, and holds no token', async () => {
  const { post, tokenFor, logLines, origin } = await startServer();
  const token = await tokenFor('mcp:read');
  const [, claims = '', signature = ''] = token.split('.');
  await (await post(call('whoami'), bearer(token))).text();
  await post(call('protected_action', 'x'), bearer(token));
  await post(call('whoami'), bearer(`${token}x`));
  await fetch(`${origin}/mcp?access_token=${token}`);
  await expect.poll(() => logLines.length).toBeGreaterThanOrEqual(4);
  const log = logLines.join('');
  expect(log).toContain('"client_id":"client-1","sub":"user-1"');
  expect(log).toContain('"refused":"token_malformed"');
  for (const secret of [token, claims, signature, 'access_token']) {
    expect(log).not.toContain(secret);
  }
});
