import { describe, expect, it } from 'vitest';

import { CookieBrowser, ProxiedClient, registration } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';
import { countedBy, parseScrape, valueOf } from './scrape.ts';
import { startServer } from './running-server.ts';

const signIns = 'gatehouse_mcp_proxy_sign_ins_total';

describe('a proxy', () => {
  it('counts sign-ins by how they ended', async () => {
    const { origin, provider, figures } = await startProxy();
    const ended = async () => countedBy(parseScrape(await figures()), signIns, 'outcome');
    for (const outcome of ['signed_in', 'denied', 'failed', 'stale']) {
      expect(valueOf(parseScrape(await figures()), signIns, { outcome })).toBe(0);
    }
    const client = await ProxiedClient.register(origin);
    await client.code(provider);
    expect(await ended()).toEqual({ signed_in: 1 });

    const browser = new CookieBrowser();
    await client.decide(browser, await client.consentTicket(browser), 'deny');
    await client.decide(browser, 'none');
    for (const error of ['access_denied', 'server_error']) {
      const { next } = await client.decide(browser, await client.consentTicket(browser));
      const state = next?.searchParams.get('state') ?? '';
      await browser.request(`${origin}/proxy/callback?error=${error}&state=${state}`);
    }
    expect(await ended()).toEqual({ signed_in: 1, denied: 2, failed: 1, stale: 1 });
  });

  it('counts registrations, what it asks the provider, and its endpoints by name', async () => {
    const { origin, provider, figures } = await startProxy();
    const client = await ProxiedClient.register(origin);
    await registration(origin, { redirect_uris: ['javascript:alert(1)'] });
    expect((await client.exchange(await client.code(provider))).status).toBe(200);
    provider.fault = Response.json({ error: 'server_error' }, { status: 500 });
    await client.exchange(await client.code(provider));
    await fetch(`${origin}/.well-known/oauth-authorization-server`);

    const value = async (name: string, labels: Record<string, string>) =>
      valueOf(parseScrape(await figures()), `gatehouse_mcp_${name}`, labels);
    expect(await value('proxy_registrations_total', { outcome: 'registered' })).toBe(1);
    expect(await value('proxy_registrations_total', { outcome: 'refused' })).toBe(1);
    expect(await value('upstream_requests_total', { what: 'sign_in', outcome: 'ok' })).toBe(1);
    expect(await value('upstream_requests_total', { what: 'sign_in', outcome: 'error' })).toBe(1);
    const requests = 'http_request_duration_seconds_count';
    for (const [route, times] of Object.entries({ register: 2, token: 2, authorize: 2 })) {
      await expect.poll(() => value(requests, { route })).toBe(times);
    }
    await expect.poll(() => value(requests, { route: 'metadata' })).toBe(1);
    expect(await value(requests, { route: 'consent' })).toBeGreaterThan(0);
    expect(await value(requests, { route: 'callback' })).toBe(2);
  });
});

it('a server that is no proxy has no figures of one', async () => {
  const { figures } = await startServer();
  expect(await figures()).not.toContain('proxy');
});
