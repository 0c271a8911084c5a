import { describe, expect, it } from 'vitest';

import { bearer, call } from './messages.ts';
import { CookieBrowser, ProxiedClient, registration, ticketOf } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';

const invalidGrant = { status: 400, body: { error: 'invalid_grant' } };

describe('a client of the proxy', () => {
  it('is led from the metadata to a token of the provider that opens the MCP server', async () => {
    const { origin, url, provider, post } = await startProxy();
    const get = async (path: string) => (await (await fetch(origin + path)).json()) as object;
    expect(await get('/.well-known/oauth-protected-resource/mcp')).toMatchObject({
      resource: url,
      authorization_servers: [`${origin}/`],
    });
    expect(await get('/.well-known/oauth-authorization-server')).toMatchObject({
      issuer: `${origin}/`,
      registration_endpoint: `${origin}/register`,
      code_challenge_methods_supported: ['S256'],
    });

    const client = await ProxiedClient.register(origin);
    const response = await client.authorize(provider);
    expect(Object.fromEntries(response.searchParams)).toMatchObject({
      state: 'a state',
      iss: `${origin}/`,
    });
    const { status, body } = await client.exchange(response.searchParams.get('code') ?? '');
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('id_token');
    expect((await post(call('whoami'), bearer(body['access_token'] ?? ''))).status).toBe(200);
    // The provider knows this server, and its own address to come back to.
    expect(Object.fromEntries(provider.asked.at(-1) ?? [])).toMatchObject({
      client_id: 'this-server',
      client_secret: 'hush',
      redirect_uri: `${origin}/proxy/callback`,
      code_verifier: client.verifier,
      resource: url,
    });

    const refreshed = await client.refresh(body['refresh_token'] ?? '');
    expect(refreshed.status).toBe(200);
    expect((await client.revoke(refreshed.body['refresh_token'] ?? '')).status).toBe(200);
    expect(provider.asked.at(-1)?.get('client_id')).toBe('this-server');
    expect(await client.refresh(refreshed.body['refresh_token'] ?? '')).toMatchObject(invalidGrant);
  });

  it('gets in only with tokens of this server’s own registration', async () => {
    const { provider, post } = await startProxy();
    const ofAnother = await provider.issuer.token({ claims: { client_id: 'another-app' } });
    const response = await post(call('whoami'), bearer(ofAnother));
    expect(response.status).toBe(401);
  });
});

describe('the person is asked', () => {
  it('each time and for each client, before the provider hears of it', async () => {
    const { origin, provider } = await startProxy();
    const browser = new CookieBrowser();
    for (const name of ['Notes', 'Notes', 'Evil <script>alert(1)</script>']) {
      const client = await ProxiedClient.register(origin, 'https://client.example/cb', name);
      const response = await browser.request(client.authorizeUrl());
      expect(response.status).toBe(200);
      const page = await response.text();
      expect(page).toContain('wants to use');
      expect(page).toContain('client.example');
      expect(page).not.toContain('<script');
      expect(response.headers.get('content-security-policy')).toMatch(
        /^default-src 'none';.*frame-ancestors 'none'/,
      );
      expect(response.headers.get('x-frame-options')).toBe('DENY');
      expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    }
    expect(provider.asked).toEqual([]);
  });

  it('and may say no', async () => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const browser = new CookieBrowser();
    const { next } = await client.decide(browser, await client.consentTicket(browser), 'deny');
    expect(next?.href).toMatch(/^http:\/\/127\.0\.0\.1:41233\/callback\?error=access_denied/);
  });

  it('in their own browser: a ticket of another one is worth nothing', async () => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const ticket = await client.consentTicket(new CookieBrowser());
    const victim = new CookieBrowser();
    await client.consentTicket(victim);
    expect(await client.decide(victim, ticket)).toEqual({ status: 400, next: undefined });
  });

  it.each([
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'null' },
  ])('by our own form: another site’s is refused, %j', async (headers) => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const browser = new CookieBrowser();
    const ticket = await client.consentTicket(browser);
    const foreign = await client.decide(browser, ticket, 'allow', headers);
    expect(foreign).toEqual({ status: 400, next: undefined });
  });

  it('once: the same answer does not count again', async () => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const browser = new CookieBrowser();
    const ticket = await client.consentTicket(browser);
    expect((await client.decide(browser, ticket)).status).toBe(200);
    expect((await client.decide(browser, ticket)).status).toBe(400);
  });

  it('and only the same browser brings the provider’s answer back', async () => {
    const { origin, provider } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const attacker = new CookieBrowser();
    const { next } = await client.decide(attacker, await client.consentTicket(attacker));
    const callback = provider.signIn(next as URL);
    const planted = new CookieBrowser();
    for (const name of attacker.cookies.keys()) planted.cookies.set(name, 'x');
    for (const browser of [new CookieBrowser(), planted]) {
      const response = await browser.request(callback);
      expect(response.status).toBe(400);
      expect(await ticketOf(response)).toBe('');
    }
    expect((await attacker.request(callback)).status).toBe(200);
    expect((await attacker.request(callback)).status).toBe(400);
  });
});

describe('a code', () => {
  it('counts once, for its client, its redirect URI and whoever has the verifier', async () => {
    const { origin, provider } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const thief = await ProxiedClient.register(origin);
    const before = () => provider.asked.length;
    const asked = before();
    const verifier = client.verifier;
    expect(
      await thief.exchange(await client.code(provider), { code_verifier: verifier }),
    ).toMatchObject(invalidGrant);
    expect(
      await client.exchange(await client.code(provider), { code_verifier: 'x'.repeat(43) }),
    ).toMatchObject(invalidGrant);
    expect(
      await client.exchange(await client.code(provider), {
        redirect_uri: 'http://127.0.0.1:1/callback',
      }),
    ).toMatchObject(invalidGrant);
    expect(await client.exchange('made-up')).toMatchObject(invalidGrant);
    expect(before()).toBe(asked);
    const code = await client.code(provider);
    expect((await client.exchange(code)).status).toBe(200);
    expect(await client.exchange(code)).toMatchObject(invalidGrant);
  });

  it('is for this server and no other resource', async () => {
    const { origin, provider, url } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const resource = 'https://other.example.com/mcp';
    const refused = await new CookieBrowser().request(client.authorizeUrl({ resource }));
    expect(refused.headers.get('location')).toBeNull();
    expect(await refused.text()).toContain('error=invalid_target');
    expect(await client.exchange(await client.code(provider), { resource })).toMatchObject({
      status: 400,
      body: { error: 'invalid_target' },
    });
    expect((await client.exchange(await client.code(provider), { resource: url })).status).toBe(
      200,
    );
  });
});

describe('a refresh token', () => {
  it('is its client’s alone, to use and to revoke', async () => {
    const { origin, provider } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const thief = await ProxiedClient.register(origin);
    const { body } = await client.exchange(await client.code(provider));
    const asked = provider.asked.length;
    expect(await thief.refresh(body['refresh_token'] ?? '')).toMatchObject(invalidGrant);
    expect((await thief.revoke(body['refresh_token'] ?? '')).status).toBe(200);
    expect(provider.asked.length).toBe(asked);
    expect((await client.refresh(body['refresh_token'] ?? '')).status).toBe(200);
  });
});

describe('registration', () => {
  it.each([
    'http://client.example/callback',
    'https://client.example/callback#fragment',
    'https://user:password@client.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ])('refuses the redirect URI %s', async (uri) => {
    const { origin } = await startProxy();
    const response = await registration(origin, { redirect_uris: [uri] });
    expect(response.status).toBe(400);
  });

  it('makes every client public, and keeps no secret', async () => {
    const { origin } = await startProxy();
    const response = await registration(origin, {
      redirect_uris: ['cursor://oauth/callback'],
      token_endpoint_auth_method: 'client_secret_post',
    });
    const client = (await response.json()) as object;
    expect(client).toMatchObject({ token_endpoint_auth_method: 'none' });
    expect(client).not.toHaveProperty('client_secret');
  });

  it('binds a client to its redirect URIs', async () => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin, 'https://client.example/callback');
    for (const redirect of ['https://client.example/callback/', 'https://evil.example/callback']) {
      const url = client.authorizeUrl({ redirect_uri: redirect });
      const response = await new CookieBrowser().request(url);
      expect(response.status).toBe(400);
      expect(response.headers.get('location')).toBeNull();
    }
  });
});

describe('a provider that fails', () => {
  it.each([
    ['is down', new Response('oops', { status: 502 }), 'temporarily_unavailable'],
    [
      'answers an error with 200, as GitHub does',
      Response.json({ error: 'bad_verification_code' }),
      'invalid_grant',
    ],
    [
      'does not accept this server',
      Response.json({ error: 'invalid_client' }, { status: 401 }),
      'temporarily_unavailable',
    ],
  ])('and %s is never a 500, and no secret is told', async (_what, fault, error) => {
    const { origin, provider, logLines } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const code = await client.code(provider);
    provider.fault = fault;
    expect(await client.exchange(code)).toMatchObject({ status: 400, body: { error } });
    expect(logLines.join('\n')).not.toMatch(/hush/);
  });
});

it('asks the provider for what the operator says, whatever a client would like', async () => {
  const { origin } = await startProxy({ PROXY_SCOPES: 'read:user' });
  const client = await ProxiedClient.register(origin);
  const browser = new CookieBrowser();
  const ticket = await client.consentTicket(browser, { scope: 'repo admin:org' });
  const { next } = await client.decide(browser, ticket);
  expect(next?.searchParams.get('scope')).toBe('read:user');
});
