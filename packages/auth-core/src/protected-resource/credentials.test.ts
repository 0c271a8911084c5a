import { describe, expect, it } from 'vitest';

import { presentedToken } from './credentials.ts';

const read = (...authorization: string[]) => presentedToken({ authorization, url: '/mcp' });

describe('the bearer token of a request', () => {
  it.each(['Bearer abc', 'bearer abc', 'BEARER abc', 'Bearer  abc'])(
    'is read from %j',
    (header) => {
      expect(read(header)).toEqual({ token: 'abc', scheme: 'Bearer' });
    },
  );

  it.each([
    [],
    [''],
    ['Basic dXNlcjpwYXNz'],
    ['DPoP abc'],
    ['Bearerabc'],
    ['token abc'],
    ['Bearer'],
    ['Bearer '],
    ['bearer   '],
    ['Bearer\t'],
    ['Bearer,'],
    ['Bearer, Bearer'],
    ['Bearer', 'Bearer '],
    ['', ''],
    ['Basic dXNlcjpwYXNz, Bearer'],
    ['Bearer', 'Basic dXNlcjpwYXNz'],
    ['Bearer, Basic dXNlcjpwYXNz'],
    ['Digest username="a", realm="Bearer b"'],
  ])('is missing in %j', (...headers) => {
    expect(() => read(...headers)).toThrow(
      expect.objectContaining({ code: 'token_missing', status: 401, error: undefined }),
    );
  });

  it.each([
    ['Bearer abc def'],
    ['Bearer ='],
    ['Bearer abc,'],
    ['', 'Bearer abc'],
    ['Basic dXNlcjpwYXNz, Bearer abc'],
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
    expect(() =>
      presentedToken({ authorization: headers, url: '/mcp?a=1&access_token=x' }),
    ).toThrow(expect.objectContaining({ status: 400 }));
  });

  it.each(['DPoP abc', 'dpop abc', 'DPOP  abc'])(
    'is read from %j where DPoP is taken',
    (header) => {
      const request = { authorization: [header], url: '/mcp' };
      expect(presentedToken(request, ['Bearer', 'DPoP'])).toEqual({ token: 'abc', scheme: 'DPoP' });
    },
  );

  it.each(['DPoP abc def', 'DPoP abc, Bearer def', 'DPoP, Bearer abc'])(
    'makes a request malformed as %j where DPoP is taken',
    (header) => {
      const request = { authorization: [header], url: '/mcp' };
      expect(() => presentedToken(request, ['Bearer', 'DPoP'])).toThrow(
        expect.objectContaining({ status: 400 }),
      );
    },
  );

  it.each(['DPoP', 'DPoP ', 'dpop, Bearer'])('is missing in %j where DPoP is taken', (header) => {
    const request = { authorization: [header], url: '/mcp' };
    expect(() => presentedToken(request, ['Bearer', 'DPoP'])).toThrow(
      expect.objectContaining({ code: 'token_missing', error: undefined }),
    );
  });
});
