import { createMcpHandler, McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import type { AuthInfo } from '../contract/auth-info.ts';
import { authOf, hideUncallableTools, registerTool, requireScopes } from './index.ts';

const auth = (...scopes: string[]): AuthInfo => ({
  token: 'a',
  clientId: 'client-1',
  scopes,
  expiresAt: 2_000_000_000,
  subject: 'user-1',
  issuer: 'https://auth.example.com',
  resourceMetadataUrl: 'https://mcp.example.com/.well-known/oauth-protected-resource',
  extra: { claims: {} },
});

const revision = '2026-07-28';
const _meta = {
  'io.modelcontextprotocol/protocolVersion': revision,
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** A server with three tools, for clients of 2025 and of 2026-07-28. */
function serverOf({ hide = false } = {}) {
  const ran: string[] = [];
  const handler = createMcpHandler(() => {
    const options = {
      cacheHints: { 'tools/list': { ttlMs: 60_000, cacheScope: 'public' } },
    } as const;
    const server = new McpServer({ name: 'test', version: '1' }, options);
    if (hide) hideUncallableTools(server);
    const text = (name: string) => {
      ran.push(name);
      return { content: [{ type: 'text' as const, text: name }] };
    };
    registerTool(server, 'open', { scopes: [] }, () => text('open'));
    registerTool(
      server,
      'write',
      { scopes: ['mcp:write', 'mcp:read'], inputSchema: z.object({ note: z.string() }) },
      ({ note }, context) => text(`${note} of ${authOf(context).subject}`),
    );
    server.registerTool('plain', { scopeChallenge: requireScopes('mcp:admin') }, () =>
      text('plain'),
    );
    return server;
  });
  return {
    ran,
    ask: async (method: string, params: object, authInfo?: AuthInfo, modern = true) => {
      const name = 'name' in params ? { 'mcp-name': String(params.name) } : {};
      const response = await handler.fetch(
        new Request('https://mcp.example.com/mcp', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
            'mcp-protocol-version': modern ? revision : '2025-11-25',
            ...(modern && { 'mcp-method': method, ...name }),
          },
          body: JSON.stringify({
            jsonrpc: '2.0',
            id: 1,
            method,
            params: { ...params, ...(modern && { _meta }) },
          }),
        }),
        { ...(authInfo && { authInfo }) },
      );
      const text = await response.text();
      const message = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text) as {
        result?: {
          content: unknown;
          isError?: boolean;
          tools?: { name: string }[];
          cacheScope?: string;
        };
      };
      return { response, message };
    },
  };
}

describe.each([true, false])('a tool that needs scopes (2026-07-28: %s)', (modern) => {
  const call = { name: 'write', arguments: { note: 'x' } };

  it('is called with all of them', async () => {
    const { ask } = serverOf();
    const { message } = await ask('tools/call', call, auth('mcp:read', 'mcp:write'), modern);
    expect(message.result).toMatchObject({ content: [{ text: 'x of user-1' }] });
  });

  it('is refused with every one of them for want of one, and with what the token has', async () => {
    const { ask, ran } = serverOf();
    const held = auth('mcp:read', 'mcp:export', 'openid', 'offline_access', 'a"');
    const { response, message } = await ask('tools/call', call, held, modern);
    expect(response.status).toBe(403);
    const challenge = response.headers.get('www-authenticate');
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('scope="mcp:read mcp:export mcp:write"');
    expect(challenge).toContain(`resource_metadata="${auth().resourceMetadataUrl}"`);
    expect(message).toEqual({
      error: 'insufficient_scope',
      error_description: 'The access token lacks a scope that this operation needs.',
    });
    expect(ran).toEqual([]);
  });

  it('is not run for nobody, nor is one that needs none', async () => {
    const { ask, ran } = serverOf();
    expect((await ask('tools/call', call, undefined, modern)).response.status).toBe(403);
    const { message } = await ask('tools/call', { name: 'open', arguments: {} }, undefined, modern);
    expect(message.result).toMatchObject({ isError: true });
    expect(ran).toEqual([]);
  });
});

it('a challenge repeats what the token says, not what a hierarchy makes of it', async () => {
  const { ask } = serverOf();
  const held = { ...auth('mcp:admin', 'mcp:export'), grantedScopes: ['mcp:admin'] };
  const { response } = await ask('tools/call', { name: 'write', arguments: { note: 'x' } }, held);
  expect(response.headers.get('www-authenticate')).toContain(
    'scope="mcp:admin mcp:write mcp:read"',
  );
});

it('a challenge speaks as the authorization server does, where a tool says how', async () => {
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'test', version: '1' });
    const scopes = { scopes: ['mcp:write'], askFor: ['repo'] };
    registerTool(server, 'write', scopes, () => ({ content: [] }));
    return server;
  });
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'write' } };
  const authInfo = { ...auth('read:user', 'mcp:read'), grantedScopes: ['read:user'] };
  const response = await handler.fetch(
    new Request('https://mcp.example.com/mcp', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify(message),
    }),
    { authInfo },
  );
  expect(response.headers.get('www-authenticate')).toContain('scope="read:user repo"');
});

it('a tool that needs scopes is guarded whatever way a call came', async () => {
  const server = new McpServer({ name: 'test', version: '1' });
  let ran = false;
  const tool = registerTool(server, 'write', { scopes: ['mcp:write'] }, () => {
    ran = true;
    return { content: [] };
  });
  const context = { http: { authInfo: auth('mcp:read') } } as unknown as ServerContext;
  const handler = tool.handler as unknown as (context: ServerContext) => Promise<unknown>;
  await expect(handler(context)).rejects.toMatchObject({ code: 'scope_insufficient' });
  expect(ran).toBe(false);
});

describe('the list of tools', () => {
  const listed = async (hide: boolean, scopes: string[], modern: boolean) => {
    const { message } = await serverOf({ hide }).ask('tools/list', {}, auth(...scopes), modern);
    return message.result?.tools?.map(({ name }) => name);
  };

  it.each([true, false])(
    'has every tool unless told otherwise (2026-07-28: %s)',
    async (modern) => {
      expect(await listed(false, [], modern)).toEqual(['open', 'write', 'plain']);
    },
  );

  it.each([
    [[], ['open']],
    [['mcp:write'], ['open']],
    [
      ['mcp:write', 'mcp:read'],
      ['open', 'write'],
    ],
    [['mcp:admin'], ['open', 'plain']],
  ])('hides what a token with %j cannot call', async (scopes, expected) => {
    expect(await listed(true, scopes, true)).toEqual(expected);
    expect(await listed(true, scopes, false)).toEqual(expected);
  });

  it('is no secret of anybody else: a hidden tool still says what it needs', async () => {
    const { ask } = serverOf({ hide: true });
    const { response } = await ask('tools/call', { name: 'plain', arguments: {} }, auth());
    expect(response.headers.get('www-authenticate')).toContain('scope="mcp:admin"');
  });

  it('is not to be cached for others, when it differs', async () => {
    const scopeOf = async (hide: boolean) =>
      (await serverOf({ hide }).ask('tools/list', {}, auth())).message.result?.cacheScope;
    expect([await scopeOf(false), await scopeOf(true)]).toEqual(['public', 'private']);
  });

  it('cannot be hidden from once there are tools', () => {
    const server = new McpServer({ name: 'test', version: '1' });
    registerTool(server, 'open', { scopes: [] }, () => ({ content: [] }));
    expect(() => hideUncallableTools(server)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});

it.each([[''], ['a b'], ['"']])('a scope has to be one: %j', (scope) => {
  expect(() => requireScopes(scope)).toThrow(
    expect.objectContaining({ code: 'configuration_invalid' }),
  );
});

it.each([
  undefined,
  {},
  { http: {} },
  { http: { authInfo: { token: 'a', clientId: 'b', scopes: [] } } },
])('nobody is calling where nothing was verified here: %j', (context) => {
  expect(() => authOf((context ?? {}) as ServerContext)).toThrow(
    expect.objectContaining({ code: 'configuration_invalid' }),
  );
});
