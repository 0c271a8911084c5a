import { expect, test } from 'vitest';
import { handOffPage } from './hand-off-page.tsx';

const words = { title: 'Taking you back', message: 'On its way.', destination: 'claude.ai' };

test('it goes on at once by itself, and by a link', () => {
  const html = handOffPage({ ...words, target: '/auth/uid?a=1&b="2"' });
  const href = '/auth/uid?a=1&amp;b=%222%22';
  expect(html).toContain(`<meta http-equiv="refresh" content="0; url=${href}"/>`);
  expect(html).toMatch(new RegExp(`<a [^>]*href="${href.replaceAll('?', '\\?')}"`));
  expect(html).toContain('Continue to <bdi>claude.ai</bdi>');
});

test('it speaks of the app’s own window only where the way leads to the app', () => {
  const opened = 'If your app has opened, you can close this window.';
  expect(handOffPage({ ...words, target: '/auth/uid', opensApp: true })).toContain(opened);
  expect(handOffPage({ ...words, target: '/auth/uid' })).not.toContain(opened);
});

test('it leads to a provider’s address', () => {
  const html = handOffPage({
    ...words,
    target: 'https://github.com/login/oauth/authorize?state=x',
  });
  expect(html).toContain('0; url=https://github.com/login/oauth/authorize?state=x"');
});

test.each([
  'javascript:alert(1)',
  'search-ms:query=x',
  'tel:1',
  'cursor://x/?code=1',
  '//evil.example/',
  '/\\evil.example',
])('it refuses to lead to %s', (target) => {
  expect(() => handOffPage({ ...words, target })).toThrow(TypeError);
});
