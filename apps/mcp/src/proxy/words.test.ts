import { expect, test } from 'vitest';
import { consentPage } from './consent-page.ts';
import { heldErrorPage } from './held-error-page.ts';
import type { PendingRequest } from './memory.ts';
import type { ProxyPage } from './page.ts';
import type { ProxyWords } from './words.ts';
import { english } from './words-en.ts';

/** The same words, each in brackets. */
function bracketed(word: unknown): unknown {
  if (typeof word === 'string') return `⟦${word}⟧`;
  if (typeof word === 'function') {
    return (facts: unknown) => bracketed(Reflect.apply(word, undefined, [facts]));
  }
  const entries = Object.entries(word as object) as [string, unknown][];
  return Object.fromEntries(entries.map(([name, one]) => [name, bracketed(one)]));
}

const words = bracketed(english) as ProxyWords;

const REDIRECTS = ['https://claude.ai/cb', 'http://127.0.0.1:7/cb', 'cursor://x/cb'];
const ERRORS = ['access_denied', 'server_error', 'constructor'];
const mode = { authorizationUrl: 'https://login.example/authorize' };

const pages = REDIRECTS.flatMap((redirectUri): ProxyPage[] => [
  ...[undefined, 'code'].flatMap((upstreamCode) =>
    [[], ['mcp:read', 'mcp:write']].flatMap((scopes) =>
      [undefined, 'Claude'].map((name) => {
        const pending = { redirectUri, upstreamCode, scopes } as unknown as PendingRequest;
        return consentPage({ ticket: 'a ticket', pending, name, mode });
      }),
    ),
  ),
  ...ERRORS.flatMap((error) =>
    [undefined, 'Claude'].map((name) =>
      heldErrorPage({
        name,
        redirect: redirectUri,
        error,
        target: `${redirectUri}?error=x`,
        reference: '7Q4K-M2XP',
      }),
    ),
  ),
]);

const FACTS = new Set(['', 'login.example', 'claude.ai', '7Q4K-M2XP', ...ERRORS]);

/** The texts of a page without its words: a word may stand around markup, and in another word. */
function ownTexts(page: ProxyPage): string[] {
  const { title, body } = page(words);
  let rest = `<h1>${title}</h1>${body}`;
  for (let before = ''; rest !== before; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
  }
  return rest.split(/<[^>]*>/).map((text) => text.trim());
}

test('a page says nothing by itself: its words are those that it is given, or facts', () => {
  expect(pages.flatMap(ownTexts).filter((text) => !FACTS.has(text))).toEqual([]);
});
