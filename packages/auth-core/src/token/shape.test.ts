import { base64url } from 'jose';
import { describe, expect, it } from 'vitest';

import { shapeOf } from './shape.ts';

const encode = (value: unknown) => base64url.encode(JSON.stringify(value));
const jwt = (header: unknown, claims: unknown) => `${encode(header)}.${encode(claims)}.AAAA`;

describe('what a token looks like', () => {
  it('is a JWT, with whose and what it claims to be', () => {
    const token = jwt({ typ: 'at+jwt' }, { iss: 'https://auth.example.com' });
    expect(shapeOf(token)).toEqual({
      kind: 'jwt',
      issuer: 'https://auth.example.com',
      type: 'at+jwt',
    });
    expect(shapeOf(jwt({ typ: 7 }, { iss: ['a'] }))).toEqual({
      kind: 'jwt',
      issuer: undefined,
      type: undefined,
    });
  });

  it.each([
    ['gho_16C7e42F292c6912E7710c838347Ae178B4a', 'gho_'],
    ['github_pat_11A_b', 'github_'],
    ['ya29.a0AfH6SMBx', 'ya29.'],
    ['oat_abc', 'oat_'],
    ['opaque', undefined],
    ['', undefined],
    ['_abc', undefined],
    ['a-long-handle-of-something_abc', undefined],
    [`${encode({})}.${encode([])}.AAAA`, 'e30.'],
    [`${jwt({}, {})}.AAAA.AAAA`, 'e30.'],
    [`${jwt({}, { iss: 'a' })} `, 'e30.'],
    [jwt({}, { padding: 'x'.repeat(20_000) }), 'e30.'],
  ])('is opaque otherwise: %s', (token, prefix) => {
    expect(shapeOf(token)).toEqual({ kind: 'opaque', prefix });
  });
});
