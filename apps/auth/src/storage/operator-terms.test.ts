import { expect, test } from 'vitest';
import { OPERATOR_TERMS, OperatorTerms, operatorTerms } from './operator-terms.ts';

const terms = new OperatorTerms({ resources: ['https://mcp.example/mcp'], trusted: true });

test('terms are what the storage has made', () => {
  expect(operatorTerms({ [OPERATOR_TERMS]: terms })).toBe(terms);
});

test.each([
  ['the same members', Object.fromEntries(Object.entries(terms))],
  ['what JSON makes of them', JSON.parse(JSON.stringify(terms)) as unknown],
  ['nothing', undefined],
])('%s under that name are none: a client could have sent them', (_what, value) => {
  expect(operatorTerms({ [OPERATOR_TERMS]: value })).toBeUndefined();
});
