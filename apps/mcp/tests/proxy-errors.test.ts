import { describe, expect, it } from 'vitest';

import { CookieBrowser, ProxiedClient, readPage } from './proxied-client.ts';
import { startProxy } from './running-proxy.ts';

const https = 'https://client.example/cb?state=own';
const loopback = 'http://127.0.0.1:41233/callback';
const scheme = 'cursor://anysphere/cb';

/** What came of a request, as the person before the browser sees it. */
async function seen(response: Response) {
  const page = await response.text();
  const link = /<a class="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  return {
    status: response.status,
    location: response.headers.get('location'),
    goesOn: page.includes('http-equiv="refresh"'),
    link: link === undefined ? undefined : new URL(link),
    page,
  };
}

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

describe('the consent page', () => {
  it.each([
    ['turned and hidden letters', 'C\u200Bl\u202Eaude\u2066\u{E0041}', '<bdi>Claude</bdi>'],
    ['lines and blanks', 'Claude\r\n\u2003by\u2028Google', '<bdi>Claude by Google</bdi>'],
    ['no end', 'x'.repeat(150), `<bdi>${'x'.repeat(59)}…</bdi>`],
    ['nothing to read', '\u200B\u3164', '<bdi>an app without a name</bdi>'],
    ['markup', '<b>"', '<bdi>&lt;b&gt;&quot;</bdi>'],
  ])('shows a name with %s as it may be shown', async (_what, name, shown) => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin, https, name);
    const { page } = await seen(await new CookieBrowser().request(client.authorizeUrl()));
    expect(page).toContain(`calls itself ${shown}`);
    expect(page).toContain('Nobody checked it');
  });

  it.each([
    [
      'https://xn--clude-5ve.ai/cb',
      '<bdi>xn--clude-5ve.ai</bdi>',
      'trust <strong>xn--clude-5ve.ai',
    ],
    [
      loopback,
      '<bdi>a program on this computer (127.0.0.1:41233)</bdi>',
      'just started connecting',
    ],
    [scheme, '<bdi>the app on this device that opens “cursor:” links</bdi>', 'just started'],
  ])('says where the answer goes: %s', async (redirect, where, caution) => {
    const { origin } = await startProxy();
    const client = await ProxiedClient.register(origin, redirect);
    const { page } = await seen(await new CookieBrowser().request(client.authorizeUrl()));
    expect(page).toContain(where);
    expect(page).toContain(caution);
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

describe('the reference on a page', () => {
  const referenceOn = (page: string) =>
    /<dt>Reference<\/dt><dd><code>([2-9A-Z]{4}-[2-9A-Z]{4})<\/code>/.exec(page)?.[1];
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
