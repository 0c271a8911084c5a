import { describe, expect, test } from 'vitest';
import { claimedName, displayName, displayText, initialOf } from './display-text.ts';

describe('a name from outside', () => {
  test.each([
    ['a right-to-left override', 'Good\u202Eelgoog', 'Goodelgoog'],
    ['isolates', '\u2066Claude\u2069', 'Claude'],
    ['zero-width characters', 'Cl\u200Ba\u200Du\u2060de\uFEFF', 'Claude'],
    ['blank fillers', 'Claude\u3164\u115F', 'Claude'],
    ['tag characters', 'Claude\u{E0041}\u{E007F}', 'Claude'],
    ['control characters', 'Cl\u0000au\u001B[31mde\u0085', 'Clau[31mde'],
    ['line breaks', 'Claude\r\nVerified\u2028by Google', 'Claude Verified by Google'],
    ['a run of blanks', '  Claude\u00A0\u2003\u2800 Code ', 'Claude Code'],
    ['lone surrogates and private use', 'Cl\uD800aude\uE000', 'Claude'],
  ])('loses %s', (_what, raw, shown) => {
    expect(displayText(raw, 60)).toBe(shown);
  });

  test('keeps at most two combining marks on a letter', () => {
    expect(displayText(`Z${'\u0335'.repeat(40)}o`, 60)).toBe(`Z${'\u0335'.repeat(2)}o`);
  });

  test('keeps what other languages write', () => {
    for (const name of ['Ångström', 'شركة المثال', '株式会社', 'Ünïcode ☕', 'O’Neil & Sons <b>']) {
      expect(displayText(name, 60)).toBe(name.normalize('NFC'));
    }
  });

  test('is cut to the length asked for, counted as a reader counts', () => {
    expect(displayText('x'.repeat(10_000), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(displayText('x'.repeat(10), 10)).toBe('x'.repeat(10));
    expect(displayText('é'.normalize('NFD').repeat(12), 10)).toBe(`${'é'.repeat(9)}…`);
  });

  test('is replaced where nothing readable is left', () => {
    expect(displayName('\u200B\u202E \n', 'An unnamed app')).toBe('An unnamed app');
    expect(displayName(undefined, 'An unnamed app')).toBe('An unnamed app');
  });

  test('costs little however long it is', () => {
    const long = 'a\u0301\u200B \u202E'.repeat(2_000_000);
    const cost = (work: () => unknown) => {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    expect(cost(() => displayText(long, 60))).toBeLessThan(cost(() => long.normalize('NFC')) / 2);
  });
});

describe('a name that somebody gave themselves', () => {
  test.each([
    ['✓ Verified domain', 'Verified domain'],
    ['Quill ✔️ 🔒', 'Quill'],
    ['⚠\uFE0F Session expired', 'Session expired'],
    ['✅', 'An unnamed app'],
    [
      'Quill”, which Gatehouse has verified, “and more',
      "Quill', which Gatehouse has verified, 'and more",
    ],
    ['„Quill“ «Quill» "Quill" ＂Quill〞', "'Quill' 'Quill' 'Quill' 'Quill'"],
    ['O’Neil & Sons ☕ 🦜', 'O’Neil & Sons ☕ 🦜'],
  ])('is not “%s”, but “%s”', (raw, shown) => {
    expect(claimedName(raw, 'An unnamed app')).toBe(shown);
  });
});

test('a monogram is the first letter or digit', () => {
  expect(initialOf('claude')).toBe('C');
  expect(initialOf('«9 lives»')).toBe('9');
  expect(initialOf('☕')).toBe('?');
});
