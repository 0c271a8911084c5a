import { expect, test } from 'vitest';
import { groupingLabelsOf, selectorsOf, unfiltered } from './query.ts';

const QUERY = `sum by (job, le) (rate(a_bucket{x="1",y=~"a|b"}[5m])) / ignoring (z) sum(b{k!="e"} offset 1h) > 3
  and on (instance) count(c) == 0 unless absent(d)`;

test('selectors with what they compare', () => {
  expect(selectorsOf(QUERY)).toEqual([
    {
      metric: 'a_bucket',
      matchers: [
        { label: 'x', operator: '=', value: '1' },
        { label: 'y', operator: '=~', value: 'a|b' },
      ],
    },
    { metric: 'b', matchers: [{ label: 'k', operator: '!=', value: 'e' }] },
    { metric: 'c', matchers: [] },
    { metric: 'd', matchers: [] },
  ]);
});

test('labels that it groups and joins by', () => {
  expect(groupingLabelsOf(QUERY)).toEqual(['job', 'le', 'z', 'instance']);
});

test('nothing of it is filtered any more', () => {
  expect(unfiltered(QUERY)).toBe(
    `sum by (job, le) (rate(a_bucket{x="1",y=~"a|b"}[5m])) / ignoring (z) sum(b{k!="e"} offset 1h) > bool 3
  and on (instance) count(c) == bool 0 and (d)`,
  );
  expect(unfiltered('up > bool 1')).toBe('up > bool 1');
});

test.each(['sum(', 'a{b=c}', 'a b', ''])('%j is no PromQL', (query) => {
  expect(() => selectorsOf(query)).toThrow(SyntaxError);
});
