import { expect, test } from 'vitest';
import { answerOf } from './answer.ts';

test.each([undefined, null, '', '<!doctype html>'])('%j is no answer for a program', (body) => {
  expect(answerOf({ body })).toBeUndefined();
});

test.each([{}, { error: 'invalid_client' }, { active: false }, { active: true, scope: 'a b' }])(
  'the answer %j is read as it stands',
  (body) => expect(answerOf({ body })).toBe(body),
);

test.each([
  [{ error: { code: 1 } }, 'error that is no string'],
  [{ active: 'yes' }, 'active that is no boolean'],
  [{ scope: ['a'] }, 'scope that is no string'],
])('the answer %j is refused', (body, problem) => {
  expect(() => answerOf({ body })).toThrow(`the library answers with ${problem}`);
});
