import type { Brand } from '@gatehouse/look';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../words/languages.ts';
import type { ProxyWords } from '../words/words.ts';
import { ConsentPage, type ConsentPageProps } from './consent-page.tsx';
import { GoingOnPage } from './going-on-page.tsx';
import { HeldErrorPage } from './held-error-page.tsx';
import { ExpiredPage, TooManyPage } from './refusal-pages.tsx';
import { type ProxyPage, renderPage } from './setting.tsx';

const assets = { stylesheet: '/x.css', icon: { path: '/x.svg', contentType: 'image/svg+xml' } };
const brand: Brand = {
  name: 'Analytical Engines',
  support: 'https://engines.example/a',
  privacy: 'https://engines.example/b',
  terms: 'https://engines.example/c',
};
const languages = { page: 'sealed', others: [] };

/** One page in one state: made of what is given. */
const made = <Props extends object>(page: ProxyPage<Props>, props: NoInfer<Props>) => {
  return (words: ProxyWords) => renderPage(page, props, { words, brand, assets, languages });
};

const asked: ConsentPageProps = {
  ticket: 'a ticket',
  client: { id: 'an id', name: 'Claude', redirectUri: 'https://claude.ai/cb' },
  server: { name: 'Notes', url: 'https://notes.example/mcp' },
  provider: 'login.example',
  kind: 'issuer',
  scopes: ['openid', 'profile', 'email', 'offline_access', 'mcp:read', 'mcp:write', 'x:y'],
  isBack: false,
};

const clients = ['https://claude.ai/cb', 'http://127.0.0.1:7/cb', 'cursor://x/cb'].flatMap(
  (redirectUri) => [undefined, 'Claude'].map((name) => ({ id: 'an id', name, redirectUri })),
);

const pages = [
  ...clients.flatMap((client) => [
    ...[false, true].flatMap((isBack) => [
      made(ConsentPage, { ...asked, client, isBack, isTooSoon: isBack }),
      made(ConsentPage, { ...asked, client, isBack, scopes: [] }),
    ]),
    ...['access_denied', 'server_error', 'constructor'].map((error) =>
      made(HeldErrorPage, {
        client,
        error,
        target: `${client.redirectUri}?error=x`,
        reference: '7Q4K-M2XP',
      }),
    ),
  ]),
  made(ConsentPage, { ...asked, kind: 'github', scopes: ['read:user', 'user:email', 'openid'] }),
  ...(['provider', 'app', 'declined'] as const).map((to) =>
    made(GoingOnPage, { target: 'https://login.example/x?a=b&c=d', to }),
  ),
  made(ExpiredPage, { reference: '7Q4K-M2XP' }),
  made(TooManyPage, { seconds: 240 }),
];

/** The same words, each in brackets, and the places where they stand. */
function bracketed(word: unknown, place: string, places: Set<string>): unknown {
  if (typeof word === 'function') {
    places.add(place);
    return (facts: unknown) => inBrackets(Reflect.apply(word, undefined, [facts]), place);
  }
  if (typeof word === 'string') {
    places.add(place);
    return inBrackets(word, place);
  }
  return Object.fromEntries(
    Object.entries(word as object).map(([name, one]) => [
      name,
      bracketed(one, place === '' ? name : `${place}.${name}`, places),
    ]),
  );
}

function inBrackets(said: unknown, place: string): unknown {
  if (Array.isArray(said)) return said.map((part: unknown) => inBrackets(part, place));
  return typeof said === 'string' ? `⟦${said}¦${place}⟧` : said;
}

/** What is no word: facts that came in, and what they are made into. */
const FACTS = new Set(
  `Analytical Engines|Claude|C|N|?|claude.ai|127.0.0.1:7|cursor:|Notes|notes.example|login.example|an id
  |https://notes.example/mcp|7Q4K-M2XP|x:y|openid|profile|email|offline_access|mcp:read|mcp:write|read:user
  |user:email|access_denied|server_error|constructor|· Analytical Engines`
    .split('|')
    .map((fact) => fact.trim())
    .concat(clients.map(({ redirectUri }) => redirectUri)),
);

describe.each(LANGUAGES.map((words) => [words.language, words] as const))(
  'the pages of the proxy in “%s”',
  (_language, { language, direction, endonym, ...spoken }) => {
    const places = new Set<string>();
    const words = {
      ...(bracketed(spoken, '', places) as typeof spoken),
      language,
      direction,
      endonym,
    };
    const said = new Set<string>();
    const rest = pages.flatMap((page) => {
      let html = page(words).replace(/<input type="hidden"[^>]*>/g, '');
      for (let before = ''; before !== html; ) {
        before = html;
        html = html.replace(/⟦[^⟦⟧¦]*¦([^⟦⟧]*)⟧/g, (_, place: string) => {
          said.add(place);
          return '';
        });
      }
      return html.split(/<[^>]*>/).map((text) => text.trim());
    });

    test('say words, and facts that came in', () => {
      expect(rest.filter((text) => text !== '' && !FACTS.has(text))).toEqual([]);
    });

    test('say every word', () => {
      expect([...places].filter((place) => !said.has(place))).toEqual([]);
    });

    test('say in which language they are', () => {
      for (const page of pages) expect(page(words)).toContain(`<html lang="${language}" dir=`);
    });
  },
);

const [english] = LANGUAGES;

test('Deny comes first, so that Enter never allows, and Allow names no app', () => {
  const html = made(ConsentPage, asked)(english);
  const buttons = [...html.matchAll(/name="decision" value="(\w+)"[^>]*>(.*?)<\/button>/g)];
  expect(buttons.map(([, value]) => value)).toEqual(['deny', 'allow']);
  expect(buttons[1]?.[0]).toContain('button-wary');
  expect(buttons[1]?.[2]).not.toContain('Claude');
});

test('a scope is said in words where its provider is known to mean them, else by its name', () => {
  const said = (kind: ConsentPageProps['kind'], scope: string) =>
    /<span class="(risk[^"]*)">.*?<span class="perm-text">(.*?)<\/span>/.exec(
      made(ConsentPage, { ...asked, kind, scopes: [scope] })(english),
    );
  expect(said('issuer', 'email')?.slice(1)).toEqual(['risk', 'See your email address']);
  expect(said('github', 'read:user')?.slice(1)).toEqual(['risk', 'See your GitHub profile']);
  for (const [kind, scope] of [
    ['issuer', 'read:user'],
    ['github', 'email'],
    ['issuer', 'constructor'],
    ['google', 'mcp:read'],
  ] as const) {
    const [, risk, text] = said(kind, scope) ?? [];
    expect(risk, scope).toBe('risk risk-change');
    expect(text, scope).toContain(`<code>${scope}</code>`);
  }
});
