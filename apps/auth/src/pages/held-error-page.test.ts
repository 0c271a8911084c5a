import { expect, test } from 'vitest';
import { hostileClient, website } from './every-page/clients.fixture.ts';
import { type HeldErrorPageProps, HeldErrorPage } from './held-error-page.tsx';
import { renderPage } from './render.tsx';
import { english } from './words/en/en.ts';

const page = (props: HeldErrorPageProps) =>
  renderPage(HeldErrorPage, props, { words: english, brand: {} });

const textOf = (html: string) => html.replace(/<[^>]*>/g, '');

const target = 'https://claude.ai/api/mcp/auth_callback?error=invalid_scope&state=a%22b';

test('it names where the way leads and who says to be there, and leads on by a link alone', () => {
  const html = page({ client: website, error: 'invalid_scope', target });
  expect(textOf(html)).toContain('Tell claude.ai');
  expect(html).toContain('<p class="lede">“<bdi>Claude</bdi>” asked for permissions');
  expect(html).toContain('Not verified');
  expect(html).toContain('<code>invalid_scope</code>');
  const href = target.replace('&', '&amp;');
  expect(html).toContain(`<a class="button button-wide" href="${href}" rel="noreferrer">`);
  expect(html).not.toMatch(/http-equiv="refresh"|<form/);
});

test('it names the resource that there is not, as text', () => {
  const resource = 'https://mcp.example/<b>&amp;';
  const html = page({ client: website, error: 'invalid_target', target, asked: { resource } });
  expect(html).toContain('<code>https://mcp.example/&lt;b>&amp;amp;</code>');
  expect(html).not.toContain('<b>');
  expect(page({ client: website, error: 'invalid_target', target })).not.toContain('Asked for');
});

test('a refusal is nobody’s fault', () => {
  const html = page({ client: website, error: 'access_denied', target });
  expect(html).toContain('<h1>Nothing was shared</h1>');
  expect(html).not.toContain('class="bad"');
});

test('the app is marked where it made the mistake, and the server where it failed', () => {
  const markOf = (error: string) =>
    /<(rect|path|circle)[^>]*class="bad"/.exec(page({ client: website, error, target }))?.[1];
  expect(markOf('invalid_scope')).toBe('rect');
  expect(markOf('unsupported_response_type')).toBe('rect');
  expect(markOf('server_error')).toBe('path');
});

test('a code without words of its own has general ones', () => {
  const html = page({ client: website, error: 'constructor', target });
  expect(html).toContain('<h1>The app made a mistake</h1>');
});

test('a hostile name is text, and no address that runs something is a link', () => {
  const client = { ...hostileClient };
  const html = page({ client, error: 'x', target: 'http://127.0.0.1:33418/callback' });
  expect(html).not.toContain('<script');
  for (const scheme of ['javascript', 'search-ms', 'ms-msdt', 'tel', 'file', 'chrome', 'intent']) {
    const to = () => page({ client, error: 'x', target: `${scheme}:x?error=x` });
    expect(to, scheme).toThrow(TypeError);
  }
});
