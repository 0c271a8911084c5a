import { expect, test } from 'vitest';
import { htmlHeaders } from './headers.ts';

test('a page may load its stylesheet and icon, post to itself, and nothing else', () => {
  expect(htmlHeaders({ https: false })['Content-Security-Policy']).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  );
});

test('a page names the one other target of its form', () => {
  const policy = (target: string) =>
    htmlHeaders({ https: true, formTargets: [target] })['Content-Security-Policy'];
  expect(policy('https://a.example:8443/out?x=1;script-src *')).toContain(
    "form-action 'self' https://a.example:8443; frame-ancestors",
  );
  expect(policy('cursor://x/y')).toContain("form-action 'self' cursor:; frame-ancestors");
  expect(() => policy("'unsafe-inline'")).toThrow(TypeError);
});

test('a page is never stored, rewritten, framed, sniffed or named to others', () => {
  expect(htmlHeaders({ https: true })).toMatchObject({
    'Cache-Control': 'no-store, no-transform',
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Strict-Transport-Security': expect.stringContaining('max-age='),
  });
});

test('within an authorization the window that opened a pop-up is kept', () => {
  const headers = htmlHeaders({ https: false, inAuthorizationFlow: true });
  expect(headers['Cross-Origin-Opener-Policy']).toBe('unsafe-none');
});

test('transport security is promised over https alone', () => {
  expect(htmlHeaders({ https: false })).not.toHaveProperty('Strict-Transport-Security');
});
