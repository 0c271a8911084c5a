/**
 * Every way to a page that says what went wrong. Whatever reference it shows has one line in the log of
 * an ordinary installation, which says why and about whom, and holds nothing of the request.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ErrorPages } from './actors/error-pages.ts';
import { expectPageHeaders } from './actors/expect-page.ts';
import { headingOf } from './actors/page.ts';
import { lineOf, linesOf, referenceOn } from './actors/reference.ts';
import { WAYS } from './actors/ways-to-error-pages.ts';

let on: ErrorPages;
beforeAll(async () => {
  on = await ErrorPages.start();
});
afterAll(() => on?.stop());

/** Every value of a line, and what nobody may find in one. */
const SECRET =
  /ada@|alan@|katherine|a-state-that|made-up|code_challenge_method|[?&]\w+=|127\.0\.0\.1|203\.0\.113/;

describe('a reference leads to its line', () => {
  test.each(Object.entries(WAYS))('%s', async (_name, { drive, status, line }) => {
    const page = await drive(on);
    expect(page.status, headingOf(page)).toBe(status);
    expectPageHeaders(page.headers);
    const reference = referenceOn(page);
    expect(reference, page.html).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const found = await lineOf(reference!, () => on.log);
    expect(found).toMatchObject({ status, ...line(on) });
    expect(found.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(found.level).toBeGreaterThanOrEqual(30);
    expect(JSON.stringify(found)).not.toMatch(SECRET);
  });

  test('to the cause, too, where an earlier request met it', async () => {
    const page = await on.comesBackWith('made-up');
    const { cause_id: cause } = await lineOf(referenceOn(page)!, () => on.log);
    const [told] = linesOf(on.log).filter(({ id }) => id === cause);
    expect(told).toMatchObject({ kind: 'expired', provider: 'github' });
  });
});

test('these are all the ways there are: each reason was shown, and no line is of no page', async () => {
  const metrics = await on.metrics();
  const shown = [
    ...metrics.matchAll(/error_pages_total\{reason="(\w+)",reference="shown"\} (\d+)/g),
  ];
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter(([, , times]) => times === '0').map(([, reason]) => reason)).toEqual([]);
  const lines = linesOf(on.log).filter(({ reference }) => reference !== undefined);
  expect(lines).toHaveLength(shown.reduce((sum, [, , times]) => sum + Number(times), 0));
});

test('on none of these ways a fault prints where it was thrown', () => {
  expect(on.log).not.toMatch(/^\s+at /m);
});
