import { expect, test } from 'vitest';
import { type NotAdmittedPageProps, NotAdmittedPage } from './not-admitted-page.tsx';
import { type PageBrand, renderPage } from './render.tsx';
import { english } from './words/en/en.ts';

const props: NotAdmittedPageProps = {
  account: 'alan@example.net',
  provider: 'Google',
  resource: { name: 'Notes & more', uri: 'https://notes.example/mcp' },
  csrf: 'token',
  switchAccountAction: '/interaction/uid/switch',
  giveUpAction: '/interaction/uid/cancel',
  reference: '5MPE-K4ZB',
};

const page = (brand: PageBrand, change: Partial<NotAdmittedPageProps> = {}) =>
  renderPage(NotAdmittedPage, { ...props, ...change }, { words: english, brand });

const grace = { href: 'mailto:grace@example.org', text: 'grace@example.org', name: 'Grace Hopper' };

/** The link that asks, and its text. */
const asking = (html: string) =>
  /<a class="button button-main[^"]*" href="([^"]*)"[^>]*>(.*?)<\/a>/.exec(html);

test('a named person is asked by a message with account, provider, server and reference', () => {
  const [, href = '', text] = asking(page({ name: 'Engines', contact: grace })) ?? [];
  expect(text).toBe('<span>Ask <bdi>Grace Hopper</bdi> for access</span>');
  const link = href.replaceAll('&amp;', '&');
  expect(link).toMatch(/^mailto:grace@example\.org\?subject=/);
  const [subject = '', body = ''] = link
    .split(/[?&]/)
    .slice(1)
    .map((field) => decodeURIComponent(field.split('=')[1] ?? ''));
  expect(subject).toBe('Access to Notes & more (5MPE-K4ZB)');
  expect(body).toContain('please let this account use Notes & more:\r\nalan@example.net (Google)');
  expect(body).toContain('Reference: 5MPE-K4ZB');
});

test.each([
  [{ contact: { href: grace.href, text: grace.text } }, 'grace@example.org'],
  [{ name: 'Engines', contact: { href: grace.href, text: grace.text } }, 'Engines'],
])('without a person the operator is asked, or an address', (brand, who) => {
  expect(asking(page(brand))?.[2]).toContain(`<bdi>${who}</bdi>`);
});

test('at a page the reference is to be given by hand', () => {
  const contact = { href: 'https://help.example.com/', text: 'help.example.com' };
  const html = page({ contact });
  expect(asking(html)?.[1]).toBe('https://help.example.com/');
  expect(html).toContain('Give the reference below when you ask.');
  const { reference: _, ...without } = props;
  const plain = renderPage(NotAdmittedPage, without, { words: english, brand: { contact } });
  expect(plain).not.toContain('reference');
});

test('where nobody can be asked by a link, it says whom to ask', () => {
  const html = page({});
  expect(asking(html)).toBeNull();
  expect(html).toContain(
    'Ask the operator of this server for access, and give the reference below.',
  );
});

test('an app that waits is told nothing, and can be given up; without one there is nothing to give up', () => {
  expect(page({})).toContain('Nothing was shared with the app.');
  expect(page({})).toMatch(/action="\/interaction\/uid\/cancel".*name="decision" value="deny"/s);
  const { giveUpAction: _, resource: __, ...own } = props;
  const html = renderPage(NotAdmittedPage, own, { words: english, brand: {} });
  expect(html).not.toContain('decision');
  expect(html).not.toContain('the app');
});
