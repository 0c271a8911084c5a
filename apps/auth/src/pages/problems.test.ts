import { expect, test } from 'vitest';
import { problemOfOAuthError } from './problems.ts';

test('an OAuth error has its own words where there are some, else the client’s fault or ours', () => {
  expect(problemOfOAuthError('invalid_client', 400)).toBe('invalid_client');
  expect(problemOfOAuthError('invalid_redirect_uri', 400)).toBe('invalid_redirect_uri');
  expect(problemOfOAuthError('unsupported_response_type', 400)).toBe('invalid_request');
  expect(problemOfOAuthError('anything', 500)).toBe('server_error');
  expect(problemOfOAuthError('constructor', 400)).toBe('invalid_request');
});
