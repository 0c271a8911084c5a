import { base64url } from 'jose';
import { describe, expect, it } from 'vitest';

import { parseCompact } from './compact.ts';

const encode = (value: unknown) => base64url.encode(JSON.stringify(value));
const good = `${encode({ alg: 'ES256' })}.${encode({ sub: 'someone' })}.c2lnbmF0dXJl`;
const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
const malformed = expect.objectContaining({ code: 'token_malformed', status: 401 });

describe('parseCompact', () => {
  it('takes a token apart without trusting it', () => {
    expect(parseCompact(good, 8192)).toEqual({
      header: { alg: 'ES256' },
      claims: { sub: 'someone' },
    });
  });

  it.each([
    ['a trailing space', `${good} `],
    ['a leading space', ` ${good}`],
    ['a newline inside the signature', good.replace('c2ln', 'c2\nln')],
    ['a newline at the end', `${good}\n`],
    ['padding', `${good}=`],
    ['standard base64', good.replace('c2ln', 'c+/n')],
    ['a segment of an impossible length', `${good}A`],
    ['one segment', 'abc'],
    ['two segments', good.slice(0, good.lastIndexOf('.'))],
    ['four segments', `${good}.AAAA`],
    ['five segments, a JWE', `${good}.AAAA.AAAA`],
    ['an empty signature', good.slice(0, good.lastIndexOf('.') + 1)],
    ['an empty header', `.${encode({})}.AAAA`],
    ['JSON serialization', JSON.stringify({ payload: 'AAAA', signatures: [] })],
    ['nothing', ''],
    ['an array of claims', `${encode({})}.${encode([1])}.AAAA`],
    ['null claims', `${encode({})}.${encode(null)}.AAAA`],
    ['text for a header', `${encode('x')}.${encode({})}.AAAA`],
    [
      'claims that are not UTF-8',
      `${encode({})}.${base64url.encode(Uint8Array.of(0x7b, 0xff, 0x7d))}.AAAA`,
    ],
    ['claims of 65 levels', `${encode({})}.${encode(nested(65))}.AAAA`],
    ['a byte order mark', `${encode({})}.${base64url.encode('\uFEFF{}')}.AAAA`],
  ])('refuses %s', (_what, token) => {
    expect(() => parseCompact(token, 8192)).toThrow(malformed);
  });

  it('takes claims of 64 levels', () => {
    expect(() => parseCompact(`${encode({})}.${encode(nested(64))}.AAAA`, 8192)).not.toThrow();
  });

  it('knows one spelling of a signature only', () => {
    // For 64 bytes, four bits of the last character are unused.
    const signed = good.replace(/[^.]*$/, base64url.encode(new Uint8Array(64)));
    expect(() => parseCompact(signed, 8192)).not.toThrow();
    for (const last of 'BCDEFGHIJKLMNOP') {
      expect(() => parseCompact(signed.slice(0, -1) + last, 8192)).toThrow(malformed);
    }
  });

  it('refuses a long token before decoding any of it', () => {
    expect(() => parseCompact(`${good}${'A'.repeat(8192)}`, 8192)).toThrow(
      expect.objectContaining({ code: 'token_too_long' }),
    );
  });

  it('takes time in proportion to the length, whatever is in it', () => {
    const started = performance.now();
    for (const piece of ['A', 'A=', '.', '\n', '{"a":']) {
      expect(() => parseCompact(piece.repeat(50_000), 1_000_000)).toThrow(malformed);
    }
    const deep = base64url.encode(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`);
    expect(() => parseCompact(`${encode({})}.${deep}.AAAA`, 1_000_000)).toThrow(malformed);
    // In proportion: a few milliseconds. To the square: minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
