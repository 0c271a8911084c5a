import { describe, expect, it } from 'vitest';

import { CookieBrowser, ProxiedClient, readPage } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';
import { https, loopback, scheme, seen, textOf } from './seen-page.ts';

describe('the consent page', () => {
  it.each([
    ['turned and hidden letters', 'C\u200Bl\u202Eaude\u2066\u{E0041}', '“<bdi>Claude</bdi>”'],
    ['lines and blanks', 'Claude\r\n\u2003by\u2028Google', '“<bdi>Claude by Google</bdi>”'],
    ['no end', 'x'.repeat(150), `“<bdi>${'x'.repeat(59)}…</bdi>”`],
    ['nothing to read', '\u200B\u3164', '“<bdi>An app without a name</bdi>”'],
    ['markup', '<b>"', "“<bdi>&lt;b>'</bdi>”"],
  ])('shows a name with %s as it may be shown', async (_what, name, shown) => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin, https, name);
    const { page } = await seen(await new CookieBrowser().request(client.authorizeUrl()));
    expect(page).toContain(`<h1>${shown} wants to use <bdi>`);
    expect(page).toContain('It chose its own name.');
  });

  it.each([
    [
      'https://xn--clude-5ve.ai/cb',
      'Appxn--clude-5ve.ai',
      'Do you know xn--clude-5ve.ai? It registered itself here',
    ],
    [loopback, 'A program on this computer', 'Did you just start connecting it?'],
    [scheme, 'An app on this device', 'Did you just start connecting it?'],
  ])('says where the answer goes: %s', async (redirect, where, test) => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin, redirect);
    const { page } = await seen(await new CookieBrowser().request(client.authorizeUrl()));
    const text = textOf(page);
    expect(text.replace(/ ?Not verified ?/, '').replaceAll(' ', '')).toContain(
      where.replaceAll(' ', ''),
    );
    expect(text).toContain(test);
    expect(text).toContain(`The answer goes to ${redirect}`);
  });

  it('takes no Allow from somebody who cannot have read it, and a Deny at once', async () => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin, loopback);
    const browser = new CookieBrowser();
    const page = await (await browser.request(client.authorizeUrl())).text();
    const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = () => new URLSearchParams({ ticket, decision: 'allow' });
    const press = async () =>
      seen(await browser.request(`${origin}/proxy/consent`, { method: 'POST', body: body() }));
    const early = await press();
    expect([early.status, early.goesOn]).toEqual([200, false]);
    expect(early.page).toContain(`name="ticket" value="${ticket}"`);
    readPage();
    expect((await press()).goesOn).toBe(true);

    const hasty = new CookieBrowser();
    const again = await (await hasty.request(client.authorizeUrl())).text();
    const other = /name="ticket" value="([^"]+)"/.exec(again)?.[1] ?? '';
    const { next } = await client.decide(hasty, other, 'deny');
    expect(next?.searchParams.get('error')).toBe('access_denied');
  });

  it.each<[string, Record<string, string>, number]>([
    [
      'of this page, whose origin is hidden',
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      200,
    ],
    ['of an old browser', { origin: 'null' }, 200],
    ['of a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 400],
    [
      'of a sandboxed frame of this server',
      { origin: 'null', 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' },
      400,
    ],
  ])('takes a form %s: %j', async (_what, headers, status) => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin);
    const browser = new CookieBrowser();
    const ticket = await client.consentTicket(browser);
    expect((await client.decide(browser, ticket, 'allow', headers)).status).toBe(status);
  });
});
