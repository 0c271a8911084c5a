import { describe, expect, it } from 'vitest';

import { CookieBrowser, ProxiedClient } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';
import { https, seen } from './seen-page.ts';

describe('the reference on a page', () => {
  const referenceOn = (page: string) =>
    /<label for="reference">Reference<\/label><input [^>]*value="([2-9A-Z]{4}-[2-9A-Z]{4})"/.exec(
      page,
    )?.[1];
  type Ask = (origin: string, browser: CookieBrowser, client: ProxiedClient) => Promise<Response>;

  it.each<[string, Ask, object]>([
    [
      'an error of the client',
      (_origin, browser, client) =>
        browser.request(client.authorizeUrl({ code_challenge_method: 'plain' })),
      { reason: 'held_error', error: 'invalid_request' },
    ],
    [
      'a consent page that is out of date',
      (origin, browser) =>
        browser.request(`${origin}/proxy/consent`, {
          method: 'POST',
          body: new URLSearchParams({ ticket: 'none', decision: 'allow' }),
        }),
      { reason: 'stale_consent' },
    ],
    [
      'a form of another site',
      async (origin, browser, client) =>
        browser.request(`${origin}/proxy/consent`, {
          method: 'POST',
          headers: { 'sec-fetch-site': 'cross-site' },
          body: new URLSearchParams({
            ticket: await client.consentTicket(browser),
            decision: 'allow',
          }),
        }),
      { reason: 'foreign_form' },
    ],
    [
      'a sign-in that this browser did not begin',
      (origin, browser) => browser.request(`${origin}/proxy/callback?code=secret&state=secret`),
      { reason: 'stale_callback' },
    ],
  ])('leads to the line of its request: %s', async (_what, ask, expected) => {
    const { origin, logLines } = await startProxy();
    const client = await ProxiedClient.register(origin, https);
    const page = await (await ask(origin, new CookieBrowser(), client)).text();
    const reference = referenceOn(page);
    expect(reference, page).toBeDefined();
    const lines = () => logLines.filter((line) => line.includes(reference ?? 'none'));
    await expect.poll(lines).toHaveLength(1);
    expect(JSON.parse(lines()[0] ?? '{}')).toMatchObject({ level: 30, reference, ...expected });
    expect(lines()[0]).not.toContain('secret');
  });

  it('is not there where the user said no', async () => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin, https);
    const browser = new CookieBrowser();
    const ticket = await client.consentTicket(browser);
    const body = new URLSearchParams({ ticket, decision: 'deny' });
    const page = await browser.request(`${origin}/proxy/consent`, { method: 'POST', body });
    const { page: text } = await seen(page);
    expect(text).toContain('Nothing was shared');
    expect(text).not.toContain('Reference');
  });
});
