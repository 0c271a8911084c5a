import { clockInWords } from '@gatehouse/display';
import { expect, test } from 'vitest';
import { type ErrorPageProps, ErrorPage } from './error-page.tsx';
import { PROBLEM_CODES, type ProblemCode, statusOf } from './problems.ts';
import { renderPage } from './render.tsx';
import { german } from './words/de/de.ts';
import { english } from './words/en/en.ts';

const page = (props: ErrorPageProps, words = english) =>
  renderPage(ErrorPage, props, { words, brand: {} });

const WITH_CODE = PROBLEM_CODES.filter((problem) => problem !== 'not_found');

test.each(WITH_CODE)('%s says what to do, and folds its code', (problem) => {
  const html = page({ problem, code: problem, reference: '7Q4K-M2XP' });
  const [, before = '', folded = ''] =
    /<main[^>]*>(.*?)<details>(.*?)<\/details>/s.exec(html) ?? [];
  expect(before).toMatch(/<h1>[^<]+<\/h1><p class="lede">[^<]+<\/p><p>.+?<\/p>/);
  expect(before).not.toContain(problem);
  expect(folded).toContain(`<code>${problem}</code>`);
  expect(html).toMatch(
    /<label for="reference">Reference<\/label><input [^>]*readonly[^>]*value="7Q4K-M2XP"/,
  );
});

test.each<[ProblemCode, number, string | undefined]>([
  ['invalid_client', 400, 'rect'],
  ['invalid_redirect_uri', 400, 'rect'],
  ['client_disabled', 400, undefined],
  ['stale_interaction', 400, undefined],
  ['browser_mismatch', 403, 'circle'],
  ['not_found', 404, undefined],
  ['too_many_requests', 429, undefined],
  ['server_error', 500, 'path'],
  ['unavailable', 503, 'path'],
])('%s answers %i, and its mark stands out at %s', (problem, status, shape) => {
  expect(statusOf(problem)).toBe(status);
  expect(/<(rect|path|circle)[^>]*class="bad"/.exec(page({ problem }))?.[1]).toBe(shape);
});

test('a fault of ours says whom to ask, and speaks of a reference only where it has one', () => {
  const contact = { href: 'mailto:grace@example.org', text: 'grace@example.org' };
  const html = renderPage(
    ErrorPage,
    { problem: 'server_error', code: 'server_error' },
    { words: english, brand: { contact } },
  );
  expect(html).toContain(
    'If it still fails then, ask the operator of this server (<a href="mailto:',
  );
  expect(html).not.toMatch(/reference/i);
  const withOne = page({ problem: 'server_error', reference: '7Q4K-M2XP' });
  expect(withOne).toContain('ask the operator of this server and give the reference below.');
});

const NOON = Date.UTC(2026, 10, 28, 12);
const clock = (seconds: number) => clockInWords(new Date(NOON + seconds * 1000), 'en');
const again = (seconds: number, words = english) => {
  const wait = { seconds, until: NOON + seconds * 1000 };
  return /<p>(.*?)<\/p>/.exec(page({ problem: 'too_many_requests', wait }, words))?.[1];
};

test('a short wait is said as long as it is, a long one with the time of the clock as well', () => {
  expect(again(1)).toBe('Try again <strong>in 1 second</strong>.');
  expect(again(89)).toBe('Try again <strong>in 89 seconds</strong>.');
  const later = '2026-11-28T12:04:00.000Z';
  expect(again(240)).toBe(
    `Try again <strong>in 4 minutes</strong>, at <time datetime="${later}">${clock(240)}</time>.`,
  );
  expect(again(240, german)).toBe(
    `Versuchen Sie es <strong>in 4 Minuten</strong> erneut, um <time datetime="${later}">${clock(240)}</time>.`,
  );
});

test('the time of the clock is not before the wait is over', () => {
  expect(again(241)).toContain(`12:04:01.000Z">${clock(300)}<`);
});

test('a way to try again is there where trying helps, and to the start page where that is the way on', () => {
  const retry = '/interaction/x';
  const links = (problem: ProblemCode) =>
    [...page({ problem, retry }).matchAll(/<a class="button[^"]*" href="([^"]*)"/g)].map(
      (m) => m[1],
    );
  const ways = PROBLEM_CODES.map((problem) => [problem, links(problem)] as const);
  expect(Object.fromEntries(ways.filter(([, to]) => to.length > 0))).toEqual({
    too_many_requests: [retry],
    unavailable: [retry],
    server_error: [retry],
    stale_page: ['/'],
    not_found: ['/'],
  });
  expect(page({ problem: 'unavailable' })).not.toContain('Try again</a>');
});

test('what ends a sign-in elsewhere is said where its page is out of date', () => {
  expect(page({ problem: 'stale_interaction' })).toContain('Signing out in another tab ends it');
});
