import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';

import { bearer, call, messageOf } from './messages.ts';
import { type RunningServer, startServer } from './running-server.ts';

async function connect(server: RunningServer, token: string, mode: 'legacy' | 'auto') {
  const client = new Client(
    { name: 'test-client', version: '1' },
    mode === 'auto' ? { versionNegotiation: { mode } } : {},
  );
  const authProvider = { token: () => Promise.resolve(token) };
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { authProvider }));
  onTestFinished(() => client.close());
  return client;
}

describe.each([
  ['legacy', '2025-11-25'],
  ['auto', '2026-07-28'],
] as const)('the SDK client, %s', (mode, revision) => {
  it(`speaks ${revision}, lists the tools and calls each`, async () => {
    const server = await startServer();
    const client = await connect(server, await server.tokenFor('mcp:read mcp:write'), mode);
    expect(client.getNegotiatedProtocolVersion()).toBe(revision);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['whoami', 'protected_action', 'user_action']);
    expect(tools.find(({ name }) => name === 'user_action')?.inputSchema).toMatchObject({
      type: 'object',
      required: ['data'],
    });
    const said = async (name: string, args = {}) =>
      (await client.callTool({ name, arguments: args })).content;
    expect(await said('protected_action', { data: 'x' })).toEqual([
      { type: 'text', text: 'Processed: x' },
    ]);
    expect(await said('user_action', { data: 'x' })).toEqual([
      { type: 'text', text: 'User ada processed: x' },
    ]);
    const [identity] = (await said('whoami')) as { text: string }[];
    expect(JSON.parse(identity?.text ?? '')).toEqual({
      sub: 'user-1',
      login: 'ada',
      client_id: 'client-1',
      scopes: ['mcp:read', 'mcp:write'],
      expires_at: expect.stringMatching(/^2.*Z$/),
    });
  });

  it('is told by 403 which scope a tool needs', async () => {
    const server = await startServer();
    const client = await connect(server, await server.tokenFor('mcp:read'), mode);
    const calling = client.callTool({ name: 'protected_action', arguments: { data: 'x' } });
    await expect(calling).rejects.toThrow(/403|scope/i);
    await expect(
      client.callTool({ name: 'user_action', arguments: { data: 'x' } }),
    ).resolves.toBeDefined();
  });
});

describe.each(['2025-06-18', '2025-11-25'])('a client of %s', (protocolVersion) => {
  it('initializes and calls with the version it asked for', async () => {
    const server = await startServer();
    const headers = bearer(await server.tokenFor('mcp:read'));
    const clientInfo = { name: 'old', version: '1' };
    const params = { protocolVersion, capabilities: {}, clientInfo };
    const initialize = { jsonrpc: '2.0', id: 'i', method: 'initialize', params };
    const { result } = await messageOf(await server.post(initialize, headers));
    expect(result).toMatchObject({ protocolVersion, serverInfo: { name: 'gatehouse-mcp' } });

    const versioned = { ...headers, 'mcp-protocol-version': protocolVersion };
    const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };
    expect((await server.post(initialized, versioned)).status).toBe(202);
    const answer = await messageOf(await server.post(call('user_action', 'x'), versioned));
    expect(answer.result?.content[0]?.text).toBe('User ada processed: x');
  });

  it('is not confused by a session it had elsewhere', async () => {
    const server = await startServer();
    const headers = { ...bearer(await server.tokenFor('')), 'mcp-session-id': 'of-somebody-else' };
    const answer = await messageOf(await server.post(call('whoami'), headers));
    expect(answer.result?.isError).not.toBe(true);
  });
});

describe('a request as people write it with curl', () => {
  it.each([
    ['*/*', '*/*', 'application/json'],
    ['a browser list', 'text/html, */*;q=0.1', 'application/json'],
    ['application/* and text/*', 'application/*, text/*', 'application/json'],
    ['what the specification asks for', 'application/json, text/event-stream', 'text/event-stream'],
  ])(
    'is served with Accept: %s, and a stream only to who asks for one',
    async (_what, accept, type) => {
      const server = await startServer();
      const headers = { ...bearer(await server.tokenFor('mcp:read')), accept };
      const response = await server.post(call('user_action', 'x'), headers);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(type);
      expect((await messageOf(response)).result?.content[0]?.text).toContain('processed: x');
    },
  );

  it('is told when its Accept leaves no way to answer', async () => {
    const server = await startServer();
    const headers = { ...bearer(await server.tokenFor('mcp:read')), accept: 'image/png' };
    expect((await server.post(call('whoami'), headers)).status).toBe(406);
  });
});

describe('the user of user_action', () => {
  it.each([
    [{ preferred_username: 'ada' }, 'ada'],
    [{ preferred_username: undefined }, 'user-1'],
    [{ preferred_username: '' }, 'user-1'],
    [{ preferred_username: ['ada'] }, 'user-1'],
  ])('with the claims %j is %s', async (claims, login) => {
    const server = await startServer();
    const headers = bearer(await server.tokenFor('mcp:read', claims));
    const answer = await messageOf(await server.post(call('user_action', 'x'), headers));
    expect(answer.result?.content[0]?.text).toBe(`User ${login} processed: x`);
  });
});

it('health is told to anyone, by any name', async () => {
  const server = await startServer();
  const response = await fetch(`${server.origin}/healthz`);
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
});
