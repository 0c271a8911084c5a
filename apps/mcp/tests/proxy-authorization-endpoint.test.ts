import { describe, expect, it } from 'vitest';

import { CookieBrowser, ProxiedClient } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';
import { seen } from './seen-page.ts';

describe('the authorization endpoint', () => {
  it('sends a post on to the equal GET, from wherever it came', async () => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const { search } = client.authorizeUrl();
    const response = await fetch(`${origin}/authorize`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams(search),
      redirect: 'manual',
    });
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `/authorize${search}`,
    ]);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  const unseen: readonly Record<string, string>[] = [
    { 'sec-fetch-dest': 'image' },
    { 'sec-fetch-dest': 'iframe' },
    { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender' },
    { 'sec-purpose': 'prefetch' },
    { purpose: 'prefetch' },
    { 'x-moz': 'prefetch' },
  ];

  it('is no image, no frame and nothing loaded ahead, and those are not counted', async () => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const url = client.authorizeUrl();
    for (const headers of Array.from({ length: 20 }, () => unseen).flat()) {
      const response = await fetch(url, { headers });
      expect(response.status).toBe(400);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    expect((await fetch(url, { headers: { 'sec-fetch-dest': 'document' } })).status).toBe(200);
    expect((await fetch(url)).status).toBe(200);
  });

  it.each(unseen)('nor is the way back taken by what nobody sees: %j', async (headers) => {
    const { origin, provider } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const browser = new CookieBrowser();
    const { next } = await client.decide(browser, await client.consentTicket(browser));
    const callback = provider.signIn(next as URL);
    const ahead = await browser.request(callback, { headers });
    expect([ahead.status, ahead.headers.getSetCookie()]).toEqual([400, []]);
    expect((await seen(await browser.request(callback))).page).toContain('Finish connecting');
  });
});
