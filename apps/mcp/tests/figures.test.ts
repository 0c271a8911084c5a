import { METHODS, request as nodeRequest } from 'node:http';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { tools } from '../src/tools/index.ts';
import { bearer, call, modernCall } from './messages.ts';
import { startServer } from './running-server.ts';
import { countedBy, parseScrape, valueOf } from './scrape.ts';

const scrapeOf = async ({ figures }: { figures: () => Promise<string> }) =>
  parseScrape(await figures());
const calls = 'gatehouse_mcp_tool_calls_total';
const refusals = 'gatehouse_mcp_refused_requests_total';

/** A request is counted when its connection is done with it, which may be after the answer has arrived. */
const soon = (look: () => Promise<unknown>) => expect.poll(look);

describe('calls of tools', () => {
  it.each(['2025', '2026-07-28'])(
    'are counted by outcome, as clients of %s send them',
    async (era) => {
      const server = await startServer();
      const { post, tokenFor } = server;
      const token = bearer(await tokenFor('mcp:read'));
      const send = async (name: string, data?: string) => {
        const modern = modernCall(name, data);
        const response =
          era === '2025'
            ? await post(call(name, data), token)
            : await post(modern.body, { ...modern.headers, ...token });
        await response.text();
        return response.status;
      };
      expect(valueOf(await scrapeOf(server), calls, { tool: 'whoami', outcome: 'ok' })).toBe(0);
      expect(await send('whoami')).toBe(200);
      expect(await send('user_action', 'x')).toBe(200);
      expect(await send('user_action')).toBe(200);
      expect(await send('protected_action', 'x')).toBe(403);
      await send('made_up');
      const samples = await scrapeOf(server);
      const counted = samples.filter(({ name, value }) => name === calls && value > 0);
      expect(
        counted.map(({ labels, value }) => [labels['tool'], labels['outcome'], value]),
      ).toEqual(
        expect.arrayContaining([
          ['whoami', 'ok', 1],
          ['user_action', 'ok', 1],
          ['user_action', 'tool_error', 1],
          ['protected_action', 'refused', 1],
          ['unknown', 'failed', 1],
        ]),
      );
      expect(counted).toHaveLength(5);
      const took = 'gatehouse_mcp_tool_call_duration_seconds_count';
      expect(valueOf(samples, took, { tool: 'user_action' })).toBe(2);
      expect(valueOf(samples, took, { tool: 'protected_action' })).toBe(0);
      await soon(async () =>
        valueOf(await scrapeOf(server), refusals, { reason: 'scope_insufficient' }),
      ).toBe(1);
      expect(server.logLines.join('')).toContain('"refused":"scope_insufficient"');
    },
  );

  it.each(['legacy', 'auto'] as const)(
    'of the SDK client (%s) are counted as its users see them',
    async (mode) => {
      const server = await startServer();
      const client = new Client(
        { name: 'test-client', version: '1' },
        mode === 'auto' ? { versionNegotiation: { mode } } : {},
      );
      const token = await server.tokenFor('mcp:read');
      const authProvider = { token: () => Promise.resolve(token) };
      const url = new URL(server.url);
      await client.connect(new StreamableHTTPClientTransport(url, { authProvider }));
      onTestFinished(() => client.close());
      await client.callTool({ name: 'user_action', arguments: { data: 'x' } });
      await client.callTool({ name: 'user_action', arguments: {} });
      await expect(
        client.callTool({ name: 'protected_action', arguments: { data: 'x' } }),
      ).rejects.toThrow(/insufficient|scope/i);
      const samples = await scrapeOf(server);
      expect(countedBy(samples, calls, 'outcome')).toEqual({ ok: 1, tool_error: 1, refused: 1 });
    },
  );

  it('of a tool that throws have failed, whatever the client is told', async () => {
    const server = await startServer();
    const run = vi.spyOn(tools[0]!, 'run').mockImplementation(() => {
      throw new Error('broken');
    });
    onTestFinished(() => run.mockRestore());
    const token = bearer(await server.tokenFor(''));
    await (await server.post(call('whoami'), token)).text();
    const samples = await scrapeOf(server);
    expect(valueOf(samples, calls, { tool: 'whoami', outcome: 'failed' })).toBe(1);
    expect(valueOf(samples, calls, { tool: 'whoami', outcome: 'tool_error' })).toBe(0);
  });
});

describe('refusals', () => {
  it('are counted by their reason, and are all there from the start', async () => {
    const server = await startServer({ ALLOWED_ORIGINS: 'https://app.example' });
    const { post, tokenFor, issuer, url, origin } = server;
    const token = bearer(await tokenFor(''));
    const valueBefore = (reason: string) =>
      scrapeOf(server).then((all) => valueOf(all, refusals, { reason }));
    for (const reason of [
      'host',
      'origin',
      'content_type',
      'rate_limit',
      'other',
      'token_expired',
    ]) {
      expect(await valueBefore(reason)).toBe(0);
    }
    await post(call('whoami'));
    await post(call('whoami'), bearer(`${await tokenFor('')}x`));
    await post(call('whoami'), bearer(await issuer.token({ claims: { exp: 1_000_000_000 } })));
    await post(call('whoami'), { ...token, origin: 'https://evil.example' });
    await fetch(url, {
      method: 'POST',
      headers: { ...token, 'content-type': 'text/plain' },
      body: '{}',
    });
    await new Promise((resolve) => {
      nodeRequest(`${origin}/mcp`, { headers: { host: 'evil.example' } }, resolve).end();
    });
    const counted = async () => countedBy(await scrapeOf(server), refusals, 'reason');
    await soon(counted).toMatchObject({
      token_missing: 1,
      token_malformed: 1,
      origin: 1,
      content_type: 1,
      host: 1,
    });
    expect(Object.values(await counted()).reduce((sum, value) => sum + value)).toBe(6);
  });
});

describe('what this server asks others', () => {
  it('is counted by what and outcome, and keys have a counter of their own', async () => {
    const server = await startServer();
    const { post, tokenFor, issuer, origin } = server;
    const token = bearer(await tokenFor(''));
    issuer.reachable = false;
    expect((await post(call('whoami'), token)).status).toBe(503);
    const upstream = 'gatehouse_mcp_upstream_requests_total';
    let samples = await scrapeOf(server);
    expect(valueOf(samples, upstream, { what: 'metadata', outcome: 'unreachable' })).toBe(1);
    expect(valueOf(samples, 'gatehouse_mcp_key_fetches_total', { outcome: 'ok' })).toBe(0);
    expect(
      valueOf(samples, 'gatehouse_mcp_upstream_problems_total', { code: 'issuer_unreachable' }),
    ).toBe(1);
    issuer.reachable = true;
    await soon(async () => (await post(call('whoami'), token)).status).toBe(200);
    await (await fetch(`${origin}/.well-known/oauth-authorization-server`)).text();
    samples = await scrapeOf(server);
    expect(valueOf(samples, upstream, { what: 'keys', outcome: 'ok' })).toBe(1);
    expect(valueOf(samples, 'gatehouse_mcp_key_fetches_total', { outcome: 'ok' })).toBe(1);
    expect(valueOf(samples, upstream, { what: 'metadata', outcome: 'ok' })).toBe(2);
    const took = 'gatehouse_mcp_upstream_request_duration_seconds_count';
    expect(valueOf(samples, took, { what: 'keys' })).toBe(1);
  });
});

it('an open subscription is a stream, and its duration is not that of its answer', async () => {
  const server = await startServer();
  const { body, headers } = modernCall('');
  const { 'mcp-name': _none, ...named } = headers;
  const params = { ...(body['params'] as object), notifications: { toolsListChanged: true } };
  const abort = new AbortController();
  const began = Date.now();
  const response = await fetch(server.url, {
    method: 'POST',
    signal: abort.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...named,
      'mcp-method': 'subscriptions/listen',
      ...bearer(await server.tokenFor('')),
    },
    body: JSON.stringify({ ...body, method: 'subscriptions/listen', params }),
  });
  const untilItBegan = Date.now() - began;
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const open = async () => valueOf(await scrapeOf(server), 'gatehouse_mcp_open_streams');
  expect(await open()).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  abort.abort();
  await soon(open).toBe(0);
  const took = valueOf(await scrapeOf(server), 'gatehouse_mcp_http_request_duration_seconds_sum', {
    route: 'mcp',
    status: '200',
  });
  expect(took).toBeLessThanOrEqual((untilItBegan + 1) / 1000);
});

it('2,000 requests with made-up tools, paths, methods and tokens add no series but of the closed lists', async () => {
  const server = await startServer();
  const { origin, url, tokenFor } = server;
  const token = bearer(await tokenFor('mcp:read'));
  const made = 'canary';
  // Node refuses methods that it does not know before anybody sees them, and `fetch` sends three of these never.
  const odd = METHODS.filter((name) => !/^(?:CONNECT|TRACE|TRACK|HEAD)$/.test(name));
  const send = async (n: number) => {
    const name = `${made}-${n}`;
    const json = { 'content-type': 'application/json' };
    const requests = [
      () =>
        fetch(url, {
          method: 'POST',
          headers: { ...json, ...token },
          body: JSON.stringify(call(name)),
        }),
      () => fetch(`${origin}/${name}`),
      () => fetch(`${origin}/.well-known/${name}`),
      () => fetch(url, { method: 'POST', headers: { ...json, ...bearer(name) } }),
      () => fetch(url, { method: odd[n % odd.length]!, headers: token }),
      () =>
        fetch(`${origin}/healthz?${name}`, {
          headers: { traceparent: name, 'x-request-id': name },
        }),
    ];
    await (await requests[n % requests.length]!()).text();
  };
  for (let n = 0; n < 60; n += 1) await send(n);
  const before = await scrapeOf(server);
  for (let n = 60; n < 2_000; n += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, k) => send(n + k)));
  }
  const after = await scrapeOf(server);
  expect(after.length - before.length).toBeLessThanOrEqual(14);
  expect(after.length).toBeLessThan(700);
  expect(await server.figures()).not.toContain(made);
  expect(valueOf(after, calls, { tool: 'unknown' })).toBeGreaterThan(300);
  const requests = 'gatehouse_mcp_http_request_duration_seconds_count';
  await soon(async () => valueOf(await scrapeOf(server), requests)).toBe(2_000);
  expect(valueOf(after, requests, { method: 'other' })).toBeGreaterThan(0);
});
