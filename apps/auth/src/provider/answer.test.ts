import { expect, test } from 'vitest';
import { answerOf } from './answer.ts';

test.each([undefined, null, '', '<!doctype html>'])('%j is no answer for a program', (body) => {
  expect(answerOf({ body })).toBeUndefined();
});

test.each([
  {},
  { error: 'invalid_client' },
  { active: false },
  { active: true, scope: 'a b' },
  { token_endpoint_auth_methods_supported: ['none'] },
])('the answer %j is read as it stands', (body) => expect(answerOf({ body })).toBe(body));

test.each([
  [{ error: { code: 1 } }, 'error that is no string'],
  [{ active: 'yes' }, 'active that is no boolean'],
  [{ scope: ['a'] }, 'scope that is no string'],
  [
    { token_endpoint_auth_methods_supported: 'none' },
    'token_endpoint_auth_methods_supported that is no list of strings',
  ],
  [
    { token_endpoint_auth_methods_supported: ['none', 1] },
    'token_endpoint_auth_methods_supported that is no list of strings',
  ],
])('the answer %j is refused', (body, problem) => {
  expect(() => answerOf({ body })).toThrow(`the library answers with ${problem}`);
});
