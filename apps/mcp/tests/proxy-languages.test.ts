import { describe, expect, it } from 'vitest';

import { CookieBrowser, ProxiedClient, readPage } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';
import { https, seen } from './seen-page.ts';

const headingOf = (page: string) =>
  (/<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? '').replace(/<[^>]*>/g, '');

const GERMAN =
  '“Notes”'.replace('“', '„').replace('”', '“') + ' möchte Gatehouse MCP server nutzen';

describe('the pages of a proxy', () => {
  const open = async (parameters: Record<string, string> = {}, headers = {}) => {
    const { origin, provider } = await startProxy();
    const client = await ProxiedClient.register(origin, https);
    const browser = new CookieBrowser();
    const response = await browser.request(client.authorizeUrl(parameters), { headers });
    return { origin, provider, client, browser, response, page: await response.clone().text() };
  };
  const switchOf = (page: string) => /name="page" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const choose = (origin: string, browser: CookieBrowser, fields: Record<string, string>) =>
    browser.request(`${origin}/proxy/language`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });

  it.each([
    ['Accept-Language', {}, { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' }],
    ['ui_locales', { ui_locales: 'fr de' }, { 'accept-language': 'en' }],
  ])('are in the language of their reader: %s', async (_what, parameters, headers) => {
    const { page, response } = await open(parameters, headers);
    expect(headingOf(page)).toBe(GERMAN);
    expect(page).toContain('<html lang="de" dir="ltr">');
    expect(response.headers.get('content-language')).toBe('de');
    expect(response.headers.get('vary')).toBe('Accept-Language, Cookie');
  });

  it('stay in the language of the request that they are steps of', async () => {
    const { origin, page, browser } = await open({ ui_locales: 'de' });
    readPage();
    const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ ticket, decision: 'deny' });
    const next = await browser.request(`${origin}/proxy/consent`, { method: 'POST', body });
    expect(headingOf((await seen(next)).page)).toBe('Nichts wurde weitergegeben');
  });

  it('come again in another language, and their forms still count', async () => {
    const { origin, client, browser, page } = await open();
    expect(headingOf(page)).toBe('“Notes” wants to use Gatehouse MCP server');
    const again = await choose(origin, browser, { language: 'de', page: switchOf(page) });
    const german = await again.text();
    expect([again.status, headingOf(german)]).toEqual([200, GERMAN]);
    expect(again.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^gatehouse_language=de; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
      ),
    ]);
    readPage();
    const ticket = /name="ticket" value="([^"]+)"/.exec(german)?.[1] ?? '';
    expect((await client.decide(browser, ticket)).next?.pathname).toBe('/authorize');
    const later = await browser.request(client.authorizeUrl(), {
      headers: { 'accept-language': 'en' },
    });
    expect(headingOf(await later.text())).toBe(GERMAN);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['that nobody was shown', { page: 'e30.AAAA' }, {}],
    ['in no language', { language: 'xx' }, {}],
    ['for another site', {}, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ])('are not made %s', async (_what, fields, headers) => {
    const { origin, browser, page } = await open();
    const body = new URLSearchParams({ language: 'de', page: switchOf(page), ...fields });
    const url = `${origin}/proxy/language`;
    const answer = await browser.request(url, { method: 'POST', body, headers });
    expect(answer.status).toBe(400);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(headingOf(await answer.text())).toBe('This page is out of date');
  });

  it('lead on by themselves without a switch', async () => {
    const { origin, browser, page } = await open();
    readPage();
    const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ ticket, decision: 'allow' });
    const next = await browser.request(`${origin}/proxy/consent`, { method: 'POST', body });
    const { page: leading, goesOn } = await seen(next);
    expect(goesOn).toBe(true);
    expect(leading).not.toContain('name="language"');
  });
});

describe('the look of a proxy’s pages', () => {
  it('is the operator’s, and comes from this origin', async () => {
    const { origin } = await startProxy({
      BRAND_NAME: 'Analytical Engines',
      BRAND_ACCENT: '#7a1f5c',
      SUPPORT_URL: 'https://engines.example/support',
    });
    const client = await ProxiedClient.register(origin, https);
    const response = await new CookieBrowser().request(client.authorizeUrl());
    const page = await response.text();
    expect(page).toContain('· Analytical Engines</title>');
    expect(page).toContain('href="https://engines.example/support"');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    const files = [...page.matchAll(/<link [^>]*href="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(files).toHaveLength(2);
    for (const path of files) {
      expect(path).toMatch(/^\/proxy\/assets\/gatehouse-[\da-f]{16}\.(css|svg)$/);
      const file = await fetch(origin + path);
      expect(file.status).toBe(200);
      expect(file.headers.get('cache-control')).toContain('immutable');
      expect(file.headers.get('content-security-policy')).toContain('sandbox');
    }
    const css = await (await fetch(origin + files[0])).text();
    expect(css).toContain('#7a1f5c');
    expect(css).toMatch(
      /\.sheet:not\(:hover\) \.button-wary \{ animation: none; pointer-events: none; \}/,
    );
    expect((await fetch(`${origin}/proxy/assets/gatehouse-0000000000000000.css`)).status).toBe(404);
  });
});
