import { expect, test } from 'vitest';
import { ErrorPage } from './error-page.tsx';
import { type ProblemCode, problemOfOAuthError, statusOf } from './problems.ts';
import { renderPage } from './render.tsx';
import { english } from './words/en/en.ts';

test.each<[ProblemCode, number]>([
  ['invalid_client', 400],
  ['client_disabled', 400],
  ['invalid_redirect_uri', 400],
  ['stale_interaction', 400],
  ['browser_mismatch', 403],
  ['not_found', 404],
  ['too_many_requests', 429],
  ['server_error', 500],
])('%s answers %i and tells a person what to do', (problem, status) => {
  expect(statusOf(problem)).toBe(status);
  const html = renderPage(
    ErrorPage,
    { problem, code: problem, reference: '7Q4K-M2XP' },
    { words: english, brand: {} },
  );
  expect(html).toContain('What you can do');
  expect(html).toContain(`<code>${problem}</code>`);
  expect(html).toMatch(
    /<label for="reference">Reference<\/label><input [^>]*readonly[^>]*value="7Q4K-M2XP"/,
  );
});

test('a page speaks of a reference only where it has one', () => {
  const html = renderPage(
    ErrorPage,
    { problem: 'server_error', code: 'server_error' },
    { words: english, brand: {} },
  );
  expect(html).toContain('tell the operator of this server');
  expect(html).not.toMatch(/reference/i);
  const withOne = renderPage(
    ErrorPage,
    { problem: 'server_error', reference: '7Q4K-M2XP' },
    { words: english, brand: {} },
  );
  expect(withOne).toContain('give the reference below to the operator');
});

test('an OAuth error has its own words where there are some, else the client’s fault or ours', () => {
  expect(problemOfOAuthError('invalid_client', 400)).toBe('invalid_client');
  expect(problemOfOAuthError('invalid_redirect_uri', 400)).toBe('invalid_redirect_uri');
  expect(problemOfOAuthError('unsupported_response_type', 400)).toBe('invalid_request');
  expect(problemOfOAuthError('anything', 500)).toBe('server_error');
  expect(problemOfOAuthError('constructor', 400)).toBe('invalid_request');
});
