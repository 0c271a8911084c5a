import { describe, expect, test } from 'vitest';
import { type ConnectedPageProps, ConnectedPage } from './connected-page.tsx';
import { type DeclinedPageProps, DeclinedPage } from './declined-page.tsx';
import { described, HOSTILE_TEXT, website } from './every-page/clients.fixture.ts';
import { connectedProps } from './every-page/decided.fixture.ts';
import { textOf } from './every-page/text-of.fixture.ts';
import { renderPage } from './render.tsx';
import { redirectDestination } from './text/redirect-destination.ts';
import { english } from './words/en/en.ts';

const setting = { words: english, brand: {} };
const connected = (change: Partial<ConnectedPageProps> = {}) =>
  renderPage(ConnectedPage, { ...connectedProps, ...change }, setting);

const denied: DeclinedPageProps = {
  client: website,
  clientId: 'client_7',
  server: 'Notes',
  why: 'denied',
  next: { kind: 'link', target: 'https://claude.ai/cb?error=access_denied' },
};
const declined = (change: Partial<DeclinedPageProps> = {}) =>
  renderPage(DeclinedPage, { ...denied, ...change }, setting);

const inAnApp = redirectDestination('cursor://x/cb');
const onThisComputer = redirectDestination('http://127.0.0.1:1/cb');

describe('the page after Allow', () => {
  test('goes on at once by itself, and by a link that no name of the client is on', () => {
    const html = connected({ target: '/auth/uid?a=1&b="2"' });
    const href = '/auth/uid?a=1&amp;b=%222%22';
    expect(html).toContain(`<meta http-equiv="refresh" content="0; url=${href}"/>`);
    const [link = ''] = /<a class="button.*?<\/a>/s.exec(html) ?? [];
    expect(link).toContain(`href="${href}"`);
    expect(textOf(link)).toBe('Back to claude.ai');
  });

  test('stays true where it stays: what the client may do, as whom, and for how long', () => {
    const text = textOf(connected({ kinds: ['view', 'change'] }));
    expect(text).toContain('Connected. You can close this tab.');
    expect(text).toContain('can use Notes as Octavia , to view and to make changes.');
    expect(text).toContain('Ends after 30 days without use');
    expect(textOf(connected({ kinds: ['change', 'irreversible'] }))).toContain(
      'to make changes and to do what cannot be undone.',
    );
  });

  test('does not say of a client that it may do something where everything was left out', () => {
    expect(textOf(connected({ kinds: [] }))).toContain('You left everything out, so');
    const { server: _, ...aboutTheUser } = connectedProps;
    expect(textOf(renderPage(ConnectedPage, aboutTheUser, setting))).toContain(
      'knows that you are Octavia .',
    );
  });

  test.each([
    [inAnApp, 'Back to the app'],
    [onThisComputer, 'Back to the program'],
  ])('leads back to %j', (redirect, words) => {
    expect(textOf(connected({ client: { ...website, redirect } }))).toContain(words);
  });

  test.each(['javascript:alert(1)', 'cursor://x/?code=1', '//evil.example/'])(
    'refuses to lead to %s',
    (target) => expect(() => connected({ target })).toThrow(TypeError),
  );
});

describe('the page after Deny', () => {
  test('leads nowhere by itself where the client is told on request, and says whom', () => {
    const html = declined();
    expect(html).not.toContain('http-equiv="refresh"');
    const text = textOf(html);
    expect(text).toContain('You denied it. Nothing was shared.');
    expect(text).toContain('This gives “ Claude ” no access to Notes . You can close this tab.');
    expect(text).toContain('Tell claude.ai It learns only that the answer is no.');
    expect(html).toContain('href="https://claude.ai/cb?error=access_denied" rel="noreferrer"');
  });

  test('goes on by itself where it is told at once, and does not say so where it is not', () => {
    const told = declined({ next: { kind: 'goes-on', target: '/auth/uid', told: true } });
    expect(told).toContain('content="0; url=/auth/uid"');
    expect(textOf(told)).toContain('Back to claude.ai The app is told that the answer is no');
    const held = declined({ next: { kind: 'goes-on', target: '/auth/uid', told: false } });
    expect(held).toContain('content="0; url=/auth/uid"');
    expect(textOf(held)).not.toMatch(/is told|Back to/);
  });

  test('does not say that somebody denied it who could do nothing else', () => {
    expect(textOf(declined({ why: 'returned' }))).not.toContain('You denied it');
  });

  test('says what it may have been about, and how to report it', () => {
    const text = textOf(declined());
    expect(text).toContain('You did not start this? Somebody may have sent you a link');
    expect(text).toContain('tell the operator of this server the client ID of this app: client_7');
  });

  test('has what a client says of itself as text, and leads to nothing that it may not register', () => {
    const html = declined({ client: { ...described.elsewhere, name: HOSTILE_TEXT } });
    expect(html).toContain('&lt;script>');
    const next = { kind: 'link', target: 'javascript:alert(1)' } as const;
    expect(() => declined({ next })).toThrow(TypeError);
  });
});
