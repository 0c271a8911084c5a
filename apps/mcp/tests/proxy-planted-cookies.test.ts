import { describe, expect, it } from 'vitest';

import { CookieBrowser, ProxiedClient, ticketOf } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';
import { textOf } from './seen-page.ts';

describe('after the provider, on a machine whose other ports can plant cookies', () => {
  /** Who began says yes, plants all his cookies in another browser, and leads it to the provider. */
  const planted = async (redirectUri?: string) => {
    const { origin, provider } = await startProxy();
    const client = await ProxiedClient.register(origin, redirectUri, 'Evil');
    const attacker = new CookieBrowser();
    const { next } = await client.decide(attacker, await client.consentTicket(attacker));
    const victim = new CookieBrowser();
    for (const [name, value] of attacker.cookies) victim.cookies.set(name, value);
    const response = await victim.request(provider.signIn(next as URL));
    return { client, attacker, victim, response, provider, origin };
  };

  it.each(['https://evil.example/cb', 'http://127.0.0.1:41233/callback', 'evil://cb'])(
    'no code leaves before the person there has been asked: %s',
    async (redirectUri) => {
      const { client, attacker, victim, response, provider } = await planted(redirectUri);
      expect([response.status, response.headers.get('location')]).toEqual([200, null]);
      const page = await response.clone().text();
      expect(textOf(page)).toMatch(/Finish connecting “?Evil”?\?/);
      expect(page).not.toMatch(/http-equiv|code=/);
      const ticket = await ticketOf(response);
      // What the attacker has does not answer it, even if the page were his to read.
      expect(await client.decide(attacker, ticket)).toEqual({ status: 400, next: undefined });
      const elsewhere = { origin: 'null', 'sec-fetch-site': 'same-site' };
      expect((await client.decide(victim, ticket, 'allow', elsewhere)).status).toBe(400);
      const { next } = await client.decide(victim, ticket, 'deny');
      expect(next?.searchParams.get('code') ?? null).toBeNull();
      expect((await client.decide(victim, ticket)).status).toBe(400);
      expect(provider.asked).toEqual([]);
    },
  );

  it('an Allow that comes with the page counts for nothing, and a later one leads back', async () => {
    const { client, victim, response, origin } = await planted();
    const ticket = /name="ticket" value="([^"]+)"/.exec(await response.text())?.[1] ?? '';
    const body = new URLSearchParams({ ticket, decision: 'allow' });
    const early = await victim.request(`${origin}/proxy/consent`, { method: 'POST', body });
    expect(await ticketOf(early)).toBe(ticket);
    const { next } = await client.decide(victim, ticket);
    expect(next?.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
    // Every cookie that has served is gone.
    expect([...victim.cookies]).toEqual([]);
  });

  it('but elsewhere, where no other host can set the cookie, once is enough', async () => {
    const { origin, provider } = await startProxy({
      AUTH_AUDIENCE: 'https://mcp.example.com/mcp',
      ALLOWED_HOSTS: 'localhost',
      ALLOW_PROXY: 'yes',
    });
    const client = await ProxiedClient.register(origin);
    const browser = new CookieBrowser();
    const { next } = await client.decide(browser, await client.consentTicket(browser));
    const { pathname, search } = provider.signIn(next as URL);
    const response = await browser.request(new URL(pathname + search, origin));
    expect(response.status).toBe(302);
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
    expect([...browser.cookies]).toEqual([]);
  });
});
