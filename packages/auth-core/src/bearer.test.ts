import { describe, expect, it } from 'vitest';

import { bearerToken } from './bearer.ts';

const read = (...authorization: string[]) => bearerToken({ authorization, queryToken: false });

describe('the bearer token of a request', () => {
  it.each(['Bearer abc', 'bearer abc', 'BEARER abc', 'Bearer  abc'])(
    'is read from %j',
    (header) => {
      expect(read(header)).toBe('abc');
    },
  );

  it.each([[], [''], ['Basic dXNlcjpwYXNz'], ['DPoP abc'], ['Bearerabc'], ['token abc']])(
    'is missing in %j',
    (...headers) => {
      expect(() => read(...headers)).toThrow(
        expect.objectContaining({ code: 'token_missing', status: 401, error: undefined }),
      );
    },
  );

  it.each([
    ['Bearer'],
    ['Bearer '],
    ['Bearer abc def'],
    ['Bearer abc, Bearer def'],
    ['Bearer abc,Bearer def'],
    ['Bearer abc\t'],
    ['Bearer a\u00e9c'],
    ['Bearer "abc"'],
    ['Bearer abc', 'Bearer abc'],
    ['Basic dXNlcjpwYXNz', 'Bearer abc'],
  ])('makes a request malformed as %j', (...headers) => {
    expect(() => read(...headers)).toThrow(
      expect.objectContaining({ code: 'request_malformed', status: 400, error: 'invalid_request' }),
    );
  });

  it.each([[], ['Bearer abc']])('is never taken from the query, beside %j', (...headers) => {
    expect(() => bearerToken({ authorization: headers, queryToken: true })).toThrow(
      expect.objectContaining({ status: 400 }),
    );
  });
});
