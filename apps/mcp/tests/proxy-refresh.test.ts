import { describe, expect, it } from 'vitest';

import { ProxiedClient } from './proxied-client.ts';
import { type RunningProxy, startProxy } from './running-proxy.ts';

/** A client with a refresh token, and how its refreshes are asked for and answered. */
async function granted(
  asked: string,
  said: string | undefined,
  { origin, provider }: RunningProxy,
): Promise<{
  readonly scope: string | undefined;
  readonly refresh: (scope?: string) => Promise<{
    readonly status: number;
    readonly error: string | undefined;
    /** Of the answer. */
    readonly scope: string | undefined;
    /** What the provider was asked for. Undefined: it was not asked. */
    readonly upstream: string | null | undefined;
  }>;
}> {
  const client = await ProxiedClient.register(origin);
  provider.scope = said;
  const { body } = await client.exchange(await client.code(provider, { scope: asked }));
  provider.scope = undefined;
  let token = body['refresh_token'] ?? '';
  return {
    scope: body['scope'],
    async refresh(scope) {
      const before = provider.asked.length;
      const answer = await client.refresh(token, scope === undefined ? {} : { scope });
      token = answer.body['refresh_token'] ?? token;
      return {
        status: answer.status,
        error: answer.body['error'],
        scope: answer.body['scope'],
        upstream: provider.asked[before]?.get('scope'),
      };
    },
  };
}

describe('a refresh at the proxy', () => {
  it.each([
    [
      'what was asked for, offline_access included',
      'mcp:read mcp:write offline_access',
      'mcp:read',
    ],
    ['more than that', 'mcp:read admin:org', 'mcp:read'],
    ['exactly what was granted', 'mcp:read', 'mcp:read'],
  ])('asks the provider for no more than was granted: %s', async (_what, scope, upstream) => {
    const proxy = await startProxy();
    const client = await granted('mcp:read mcp:write offline_access', 'mcp:read', proxy);
    expect(client.scope).toBe('mcp:read');
    const answer = await client.refresh(scope);
    expect(answer).toEqual({ status: 200, error: undefined, scope: 'mcp:read', upstream });
  });

  it('may ask for less, and the successor stands for all of it', async () => {
    const proxy = await startProxy();
    const client = await granted('mcp:read mcp:write', undefined, proxy);
    expect(client.scope).toBe('mcp:read mcp:write');
    expect(await client.refresh('mcp:write')).toMatchObject({ scope: 'mcp:write' });
    expect(await client.refresh('mcp:read mcp:write')).toMatchObject({
      scope: 'mcp:read mcp:write',
      upstream: 'mcp:read mcp:write',
    });
    expect(await client.refresh()).toMatchObject({ scope: 'mcp:read mcp:write', upstream: null });
  });

  it('that names offline_access alone asks for what was granted', async () => {
    const proxy = await startProxy();
    const client = await granted('mcp:read offline_access', 'mcp:read', proxy);
    expect(await client.refresh('offline_access')).toMatchObject({
      status: 200,
      scope: 'mcp:read',
      upstream: null,
    });
  });

  it('is refused when nothing is left, without the provider, and the token goes on', async () => {
    const proxy = await startProxy();
    const client = await granted('mcp:read mcp:write', 'mcp:read', proxy);
    expect(await client.refresh('mcp:write offline_access')).toEqual({
      status: 400,
      error: 'invalid_scope',
      scope: undefined,
      upstream: undefined,
    });
    expect(await client.refresh('mcp:read')).toMatchObject({ status: 200, scope: 'mcp:read' });
  });

  it('says what the provider gave, and asks for no more the next time', async () => {
    const proxy = await startProxy();
    const client = await granted('mcp:read', 'mcp:read', proxy);
    proxy.provider.scope = 'mcp:read mcp:write';
    expect(await client.refresh('mcp:read')).toMatchObject({ scope: 'mcp:read mcp:write' });
    proxy.provider.scope = undefined;
    expect(await client.refresh('mcp:read mcp:write')).toMatchObject({ upstream: 'mcp:read' });
  });

  it('asks for nothing where the operator chose, whatever the client repeats', async () => {
    const proxy = await startProxy({ PROXY_SCOPES: 'read:user user:email' });
    const client = await granted('mcp:read offline_access', undefined, proxy);
    expect(client.scope).toBe('read:user user:email');
    expect(await client.refresh('mcp:read offline_access')).toEqual({
      status: 200,
      error: undefined,
      scope: 'read:user user:email',
      upstream: null,
    });
  });

  it('asks for nothing where nobody knows what was granted', async () => {
    const proxy = await startProxy();
    const client = await granted('', undefined, proxy);
    expect(client.scope).toBeUndefined();
    expect(await client.refresh('mcp:write')).toMatchObject({ status: 200, upstream: null });
  });
});

describe('an answer of the provider', () => {
  it.each([
    ['nothing', () => new Response('')],
    ['no JSON', () => new Response('<html>')],
    ['null', () => Response.json(null)],
    ['no token', () => Response.json({})],
    ['a token that is a list', () => Response.json({ access_token: ['a'], token_type: 'Bearer' })],
    [
      'without end',
      () => Response.json({ access_token: 'a', token_type: 'Bearer', more: 'x'.repeat(300_000) }),
    ],
  ])('that is %s is no fault of this server’s', async (_what, fault) => {
    const { origin, provider } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const code = await client.code(provider);
    provider.fault = fault();
    expect(await client.exchange(code)).toMatchObject({
      status: 400,
      body: { error: 'temporarily_unavailable' },
    });
  });
});
