/** A third language is a folder of words and a line in the list: here it is both, and all else follows. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENVIRONMENT, HOST, serve, type Served } from './compose.fixture.ts';
import { bracketed } from './pages/words/bracketed.fixture.ts';
import { LANGUAGES } from './pages/words/languages.ts';
import type { Words } from './pages/words/words.ts';
import { TestBrowser } from './session/browser.fixture.ts';

const pseudo: Words = {
  ...bracketed(LANGUAGES[0]).words,
  language: 'ar-XB',
  endonym: 'عربي',
  direction: 'rtl',
};

let directory: string;
let database: Database;
let served: Served;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-third-language-'));
  database = await openTestDatabase('embedded');
  const languages = [...LANGUAGES, pseudo] as const;
  served = await serve({ ...ENVIRONMENT, LIMITS: 'off' }, { directory, database, languages });
});
afterAll(async () => {
  served.server.close().closeAllConnections();
  await database.close();
  rmSync(directory, { recursive: true });
});

const visitor = () => new TestBrowser((served.server.address() as AddressInfo).port, HOST);

test('a third language is negotiated, and runs in its own direction', async () => {
  for (const path of ['/', '/nothing', '/auth?client_id=nobody']) {
    const { html, headers } = await visitor().get(path, { 'accept-language': 'ar-XB, de;q=0.5' });
    expect(html).toContain('<html lang="ar-XB" dir="rtl">');
    expect(html).toContain('⟦');
    expect(headers['content-language']).toBe('ar-XB');
  }
});

test('a third language is a button in the foot, beside the second', async () => {
  const browser = visitor();
  const { html } = await browser.get('/');
  const buttons = [...html.matchAll(/<button[^>]* lang="([^"]*)" dir="([^"]*)">([^<]*)</g)];
  expect(buttons.map(([, ...said]) => said)).toEqual([
    ['de', 'ltr', 'Deutsch'],
    ['ar-XB', 'rtl', 'عربي'],
  ]);
  await browser.post('/language', { language: 'ar-XB', page: '' });
  expect((await browser.get('/')).html).toContain('<html lang="ar-XB" dir="rtl">');
});

test('a third language is in the metadata', async () => {
  const { html } = await visitor().get('/.well-known/oauth-authorization-server');
  expect(JSON.parse(html)).toHaveProperty('ui_locales_supported', ['en', 'de', 'ar-XB']);
});
