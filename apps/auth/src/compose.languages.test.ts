/** In which language pages are, and the switch in their foot, tried on the application as it is composed. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENVIRONMENT, HOST, serve, type Served } from './compose.fixture.ts';
import { LANGUAGES, type Words } from './pages/pages.ts';
import { bracketed } from './pages/words/bracketed.fixture.ts';
import { allEndpoints } from './protocol/endpoints.ts';
import { type Shown, TestBrowser } from './session/browser.fixture.ts';

/** A third language, as a folder of words would export it. */
const pseudo: Words = {
  ...bracketed(LANGUAGES[0]).words,
  language: 'ar-XB',
  endonym: 'عربي',
  direction: 'rtl',
};

let directory: string;
let database: Database;
let served: Served;
let secure: Served;
let withThird: Served;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-languages-'));
  database = await openTestDatabase('embedded');
  const environment = { ...ENVIRONMENT, LIMITS: 'off' };
  served = await serve(environment, { directory, database });
  const https = { PUBLIC_URL: 'https://localhost:3000' };
  secure = await serve({ ...environment, ...https }, { directory, database });
  const languages = [...LANGUAGES, pseudo] as const;
  withThird = await serve(environment, { directory, database, languages });
});
afterAll(async () => {
  for (const { server } of [served, secure, withThird]) server.close().closeAllConnections();
  await database.close();
  rmSync(directory, { recursive: true });
});

const GERMAN = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' };

const visitor = ({ server }: Served = served) =>
  new TestBrowser((server.address() as AddressInfo).port, HOST);

const languageOf = ({ html }: Shown) => /<html lang="([^"]*)" dir="ltr">/.exec(html)?.[1];
const headingOf = ({ html }: Shown) => /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1];

/** The field of the switch of a page. */
function pageField({ html }: Shown): string {
  const [, form = ''] = /<form[^>]*action="\/language"[^>]*>(.*?)<\/form>/s.exec(html) ?? [];
  return /name="page" value="([^"]*)"/.exec(form)?.[1] ?? '';
}

const choose = (browser: TestBrowser, shown: Shown, language = 'de') =>
  browser.post('/language', { page: pageField(shown), language });

describe('a page is', () => {
  test('in the language that the browser asks for, and says so', async () => {
    const shown = await visitor().get('/', GERMAN);
    expect(languageOf(shown)).toBe('de');
    expect(shown.headers['content-language']).toBe('de');
    expect(shown.headers.vary).toBe('Accept-Language, Cookie');
  });

  test('in English where nobody says anything, or nothing that there is', async () => {
    for (const headers of [undefined, { 'accept-language': 'fr, it;q=0.5' }]) {
      const shown = await visitor().get('/', headers);
      expect([languageOf(shown), shown.headers['content-language']]).toEqual(['en', 'en']);
    }
  });

  test('in the language of `ui_locales`, also where the request is refused before it is read', async () => {
    const asked = '/auth?client_id=nobody&ui_locales=fr-CA%20de';
    const shown = await visitor().get(asked, { 'accept-language': 'en' });
    expect([shown.status, languageOf(shown)]).toEqual([400, 'de']);
    expect(shown.headers['content-language']).toBe('de');
    expect(shown.headers.vary).toContain('Accept-Language');
  });

  test.each(
    allEndpoints
      .filter(({ kind, methods }) => kind !== 'asset' && (methods as string[]).includes('GET'))
      .map(({ path }) => path.replace(/:\w+/g, 'unknown')),
  )('in it at %s as well, whoever answers there', async (path) => {
    const shown = await visitor().get(path, GERMAN);
    const isForProgram = shown.html.startsWith('{');
    if (isForProgram || shown.status === 303) return;
    expect(languageOf(shown)).toBe('de');
    expect(shown.headers['content-language']).toBe('de');
  });

  test('English for programs', async () => {
    const json = { ...GERMAN, accept: 'application/json' };
    for (const path of ['/nothing', '/interaction/unknown', '/auth?client_id=nobody']) {
      const { html } = await visitor().get(path, json);
      const { html: inEnglish } = await visitor().get(path, { accept: 'application/json' });
      expect([path, html]).toEqual([path, inEnglish]);
      expect(JSON.parse(html)).toHaveProperty('error_description');
    }
  });

  test.each([
    ['15 kB of it', { 'accept-language': 'de-'.repeat(5_000) }],
    ['odd tags', { 'accept-language': '__proto__;q=1, constructor, \u00ff\u00fe;q=2' }],
    ['odd cookies', { cookie: 'gatehouse_language=__proto__; gatehouse_language=%00' }],
  ])('as if nothing was asked for where %s were sent', async (_what, headers) => {
    const shown = await visitor().get('/', headers);
    expect([shown.status, languageOf(shown)]).toEqual([200, 'en']);
  });

  test.each([
    ['repeated', 'ui_locales=de&ui_locales=en', 'de'],
    ['8 kB long', `ui_locales=${'x-'.repeat(4_000)}`, 'en'],
    ['no text', 'ui_locales=%00%ff%0d%0aSet-Cookie:x', 'en'],
    ['a list', 'ui_locales[]=de', 'en'],
  ])('no failure where `ui_locales` is %s', async (_what, query, language) => {
    const shown = await visitor().get(`/auth?client_id=nobody&${query}`);
    expect([shown.status, languageOf(shown)]).toEqual([400, language]);
    expect(shown.headers['set-cookie']?.join() ?? '').not.toMatch(/^Set-Cookie|; x/);
  });
});

test('metadata names the languages', async () => {
  const { html } = await visitor().get('/.well-known/openid-configuration');
  expect(JSON.parse(html)).toHaveProperty('ui_locales_supported', ['en', 'de']);
});

describe('the switch', () => {
  test('leads back to the page, and is remembered before everything else', async () => {
    const browser = visitor();
    const home = await browser.get('/', { 'accept-language': 'en' });
    const { status, headers, setCookies } = await choose(browser, home);
    expect([status, headers.location]).toEqual([303, '/']);
    expect(setCookies).toEqual([
      'gatehouse_language=de; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect(languageOf(await browser.get('/', { 'accept-language': 'en' }))).toBe('de');
    const asked = '/auth?client_id=nobody&ui_locales=en';
    expect(languageOf(await browser.get(asked, { 'accept-language': 'en' }))).toBe('de');
    await choose(browser, await browser.get('/'), 'en');
    expect(languageOf(await browser.get('/', GERMAN))).toBe('en');
  });

  test('over https keeps it where no sibling domain can set it, and reads no other', async () => {
    const behind = { 'x-forwarded-proto': 'https' };
    const browser = visitor(secure);
    const home = await browser.get('/', behind);
    const sent = { page: pageField(home), language: 'de' };
    const { setCookies } = await browser.post('/language', sent, behind);
    expect(setCookies.map((line) => line.split(';')[0])).toEqual(['__Host-gatehouse_language=de']);
    expect(languageOf(await browser.get('/', behind))).toBe('de');
    const planted = { ...behind, cookie: 'gatehouse_language=de' };
    expect(languageOf(await visitor(secure).get('/', planted))).toBe('en');
  });

  test.each([
    ['/nothing', 404],
    ['/interaction/unknown', 400],
    ['/callback/github?state=x&code=y', 403],
    ['/auth?client_id=nobody', 400],
  ])('shows what was said at %s once more: the same, reference and all', async (path, code) => {
    const browser = visitor();
    const before = await browser.get(path);
    expect([before.status, languageOf(before)]).toEqual([code, 'en']);
    const after = await choose(browser, before);
    // It is no answer to this request that something failed.
    expect([after.status, languageOf(after)]).toEqual([200, 'de']);
    const references = ({ html }: Shown) => html.match(/[2-9A-Z]{4}-[2-9A-Z]{4}/g);
    expect(references(after)).toEqual(references(before));
    expect(after.headers['cross-origin-opener-policy']).toBe(
      before.headers['cross-origin-opener-policy'],
    );
    const back = await choose(browser, after, 'en');
    expect(headingOf(back)).toBe(headingOf(before));
  });

  test('is on pages that come from a form', async () => {
    const browser = visitor();
    const before = await browser.post('/interaction/unknown/consent', { decision: 'allow' });
    expect([before.status, languageOf(before)]).toEqual([400, 'en']);
    expect(languageOf(await choose(browser, before))).toBe('de');
  });

  test('opened by its address leads to the start page', async () => {
    const { status, headers } = await visitor().get('/language');
    expect([status, headers.location]).toEqual([303, '/']);
  });
});

describe('the switch cannot be made to', () => {
  const forged = (what: unknown) =>
    `${Buffer.from(JSON.stringify(what)).toString('base64url')}.${'A'.repeat(43)}`;

  test.each([
    ['lead elsewhere', forged({ at: 'https://evil.example/' })],
    ['lead elsewhere by a path', forged({ at: '//evil.example/' })],
    ['show what was not shown', forged({ page: 'ErrorPage', props: { problem: 'not_found' } })],
    ['fail', forged({ page: '__proto__', props: null })],
    ['fail by what is no field', 'x'.repeat(10_000)],
    ['fail by nothing', ''],
  ])('%s by what is sent as the page', async (_what, page) => {
    const { status, headers } = await visitor().post('/language', { page, language: 'de' });
    expect([status, headers.location]).toEqual([303, '/']);
  });

  test.each(['fr', 'DE', '', 'de\r\nSet-Cookie: x=y', '__proto__', 'de; Domain=example'])(
    'keep another language than there is: %j',
    async (language) => {
      const browser = visitor();
      const { status, setCookies } = await choose(browser, await browser.get('/'), language);
      expect([status, setCookies]).toEqual([400, []]);
    },
  );

  test('take two languages for one', async () => {
    const body = 'language=de&language=en';
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status, setCookies } = await visitor().send('POST', '/language', type, body);
    expect([status, setCookies]).toEqual([400, []]);
  });

  test('read without end', async () => {
    const { status, setCookies } = await visitor().post('/language', {
      page: 'x'.repeat(200_000),
      language: 'de',
    });
    expect([status, setCookies]).toEqual([400, []]);
  });

  test.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
    { 'content-type': 'text/plain' },
  ])('serve another site: %j', async (headers) => {
    const browser = visitor();
    const page = pageField(await browser.get('/'));
    const { status, setCookies } = await browser.post(
      '/language',
      { page, language: 'de' },
      headers,
    );
    expect([status, setCookies]).toEqual([403, []]);
  });
});

describe('a third language, of which there is nothing but words and a line in the list', () => {
  test('is negotiated, and runs in its own direction', async () => {
    for (const path of ['/', '/nothing', '/auth?client_id=nobody']) {
      const { html, headers } = await visitor(withThird).get(path, {
        'accept-language': 'ar-XB, de;q=0.5',
      });
      expect(html).toContain('<html lang="ar-XB" dir="rtl">');
      expect(html).toContain('⟦');
      expect(headers['content-language']).toBe('ar-XB');
    }
  });

  test('is a button in the foot, beside the second', async () => {
    const browser = visitor(withThird);
    const { html } = await browser.get('/');
    const buttons = [...html.matchAll(/<button[^>]* lang="([^"]*)" dir="([^"]*)">([^<]*)</g)];
    expect(buttons.map(([, ...said]) => said)).toEqual([
      ['de', 'ltr', 'Deutsch'],
      ['ar-XB', 'rtl', 'عربي'],
    ]);
    await browser.post('/language', { language: 'ar-XB', page: '' });
    expect((await browser.get('/')).html).toContain('<html lang="ar-XB" dir="rtl">');
  });

  test('is in the metadata', async () => {
    const { html } = await visitor(withThird).get('/.well-known/oauth-authorization-server');
    expect(JSON.parse(html)).toHaveProperty('ui_locales_supported', ['en', 'de', 'ar-XB']);
  });
});
