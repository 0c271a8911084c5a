import { describe, expect, it } from 'vitest';

import { CookieBrowser, ProxiedClient } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';
import { https, loopback, scheme, seen } from './seen-page.ts';

describe('an error that nobody has decided on', () => {
  it.each([https, loopback, scheme])('waits on a page: %s', async (redirect) => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin, redirect, 'Bank\u202Eknab');
    const ask = async (parameters: Record<string, string>) =>
      seen(await new CookieBrowser().request(client.authorizeUrl(parameters)));
    for (const [parameters, error] of [
      [{ resource: 'https://other.example.com/mcp' }, 'invalid_target'],
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ response_type: 'token' }, 'invalid_request'],
      [{ resource: 'no url' }, 'invalid_request'],
    ] as const) {
      const { status, location, goesOn, link, page } = await ask(parameters);
      expect([status, location, goesOn]).toEqual([400, null, false]);
      expect(link?.href.startsWith(redirect.split('?')[0] ?? '')).toBe(true);
      expect(Object.fromEntries(link?.searchParams ?? [])).toMatchObject({
        error,
        state: 'a state',
        iss: `${origin}/`,
      });
      expect(link?.searchParams.has('code')).toBe(false);
      expect(page).toContain('<bdi>Bankknab</bdi>');
    }
  });

  it('waits where the parameters cannot even be read', async () => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin, https);
    const url = client.authorizeUrl();
    url.searchParams.append('code_challenge', 'another');
    url.searchParams.append('state', 'another');
    url.searchParams.append('scope', '<script>');
    const { status, location, link, page } = await seen(await new CookieBrowser().request(url));
    expect([status, location]).toEqual([400, null]);
    // Of two states neither is the client's; what its own redirect URI has stays.
    expect(link?.searchParams.get('state')).toBe('own');
    expect(page).not.toContain('<script');
  });

  it.each([https, loopback, scheme])('waits when the provider fails: %s', async (redirect) => {
    const { origin, provider } = await startProxy();
    const client = await ProxiedClient.register(origin, redirect);
    const browser = new CookieBrowser();
    const { next } = await client.decide(browser, await client.consentTicket(browser));
    const callback = provider.signIn(next as URL);
    callback.searchParams.delete('code');
    callback.searchParams.set('error', 'invalid_scope');
    const { location, goesOn, link } = await seen(await browser.request(callback));
    expect([location, goesOn]).toEqual([null, false]);
    expect(link?.searchParams.get('error')).toBe('server_error');
  });
});

describe('a person who says no', () => {
  const deny = async (redirect: string, where: 'here' | 'at the provider') => {
    const { origin, provider } = await startProxy();
    const client = await ProxiedClient.register(origin, redirect);
    const browser = new CookieBrowser();
    const ticket = await client.consentTicket(browser);
    if (where === 'here') {
      const body = new URLSearchParams({ ticket, decision: 'deny' });
      const url = `${origin}/proxy/consent`;
      return seen(await browser.request(url, { method: 'POST', body }));
    }
    const { next } = await client.decide(browser, ticket);
    const callback = provider.signIn(next as URL);
    callback.searchParams.delete('code');
    callback.searchParams.set('error', 'access_denied');
    return seen(await browser.request(callback));
  };

  it.each([
    [loopback, 'here'],
    [loopback, 'at the provider'],
    [scheme, 'here'],
    [scheme, 'at the provider'],
  ] as const)('tells the program at once, by its code alone: %s, %s', async (redirect, where) => {
    const { goesOn, link } = await deny(redirect, where);
    expect(goesOn).toBe(true);
    expect(link?.href.startsWith(redirect)).toBe(true);
    expect([...(link?.searchParams.keys() ?? [])]).toEqual(['error', 'state', 'iss']);
    expect(link?.searchParams.get('error')).toBe('access_denied');
  });

  it.each(['here', 'at the provider'] as const)('is not sent to a website: %s', async (where) => {
    const { status, location, goesOn, link, page } = await deny(https, where);
    expect([status, location, goesOn]).toEqual([200, null, false]);
    expect(page).toContain('Nothing was shared');
    expect(link?.searchParams.get('error')).toBe('access_denied');
  });
});

describe('what the SDK says of an error', () => {
  it.each([
    ['/token', 'client_id=a&client_id=b'],
    ['/token', ''],
    ['/revoke', 'token=a&token=b'],
    ['/authorize?client_id=a&client_id=b', undefined],
    ['/authorize', undefined],
  ])('is in words, and in none of its parser: %s %s', async (path, body) => {
    const { origin } = await startProxy();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(
      origin + path,
      body === undefined ? {} : { method: 'POST', headers: type, body },
    );
    expect(response.status).toBe(400);
    // RFC 6749 §5.2 has neither quotes nor line breaks in it.
    expect(await response.json()).toEqual({
      error: 'invalid_request',
      error_description: expect.stringMatching(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/),
    });
  });
});
