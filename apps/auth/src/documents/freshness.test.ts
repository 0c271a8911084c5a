import { expect, test } from 'vitest';
import { freshnessOf } from './freshness.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const after = (seconds: number) => new Date(NOW + seconds * 1000).toUTCString();
const of = (headers: Record<string, string>) => freshnessOf(new Headers(headers), NOW).freshFor;

test.each<[what: string, headers: Record<string, string>, seconds: number]>([
  ['nothing is said', {}, 3600],
  ['max-age', { 'cache-control': 'public, max-age=600' }, 600],
  ['in upper case and quotes', { 'cache-control': 'Public,MAX-AGE="600"' }, 600],
  ['less than five minutes', { 'cache-control': 'max-age=1' }, 300],
  ['more than a day', { 'cache-control': 'max-age=31536000' }, 86_400],
  ['more than any number', { 'cache-control': `max-age=${'9'.repeat(30)}` }, 3600],
  ['no-store', { 'cache-control': 'no-store, max-age=600' }, 300],
  ['no-cache', { 'cache-control': 'max-age=600, no-cache' }, 300],
  ['max-age of shared caches alone', { 'cache-control': 's-maxage=600' }, 3600],
  ['what is no number', { 'cache-control': 'max-age=-1' }, 3600],
  ['an age', { 'cache-control': 'max-age=1000', age: '400' }, 600],
  ['an age that is none', { 'cache-control': 'max-age=1000', age: 'x' }, 1000],
  ['a date', { expires: after(900) }, 900],
  ['a date by the host’s own clock', { date: after(-1000), expires: after(0) }, 1000],
  ['a date that has passed', { expires: after(-900) }, 300],
  ['what is no date', { expires: '0' }, 300],
  ['both', { 'cache-control': 'max-age=600', expires: after(900) }, 600],
])('a host that says %s', (_what, headers, seconds) => expect(of(headers)).toBe(seconds));

test('validators are kept as they are, unless they are nothing to send', () => {
  const kept = { etag: 'W/"1"', 'last-modified': after(-1) };
  expect(freshnessOf(new Headers(kept), NOW)).toMatchObject({
    etag: kept.etag,
    lastModified: kept['last-modified'],
  });
  const none = { etag: null, lastModified: null };
  expect(freshnessOf(new Headers(), NOW)).toMatchObject(none);
  const odd = { etag: `"${'x'.repeat(300)}"`, 'last-modified': 'ä' };
  expect(freshnessOf(new Headers(odd), NOW)).toMatchObject(none);
});
