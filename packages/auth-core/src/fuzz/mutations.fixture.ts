/** Changes to tokens, valid and invalid ones, as arbitraries of fast-check. */
import fc from 'fast-check';

import { encoded, type Json, type MintKey, minted, signed } from './token-mint.fixture.ts';

export interface Pool {
  /** Tokens of every kind, valid and invalid, which are then changed. */
  readonly tokens: readonly string[];
  /** Claims and header of a valid JWT. */
  readonly claims: Json;
  readonly header: Json;
  readonly keys: readonly MintKey[];
}

const json = fc.jsonValue({ maxDepth: 3 });
const URLISH = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Texts instead of a token. Many are valid, because refusing a valid token is also a fault. */
export function tokenTexts(pool: Pool): fc.Arbitrary<string> {
  const real = fc.constantFrom(...pool.tokens);
  const segments = real.map((token) => token.split('.'));
  const key = fc.constantFrom(...pool.keys);
  const headerNames = fc.constantFrom(
    'alg',
    'kid',
    'typ',
    'crit',
    'b64',
    'zip',
    'enc',
    'jwk',
    'jku',
    'x5c',
    '__proto__',
    'cty',
  );
  const claimNames = fc.constantFrom(
    'iss',
    'aud',
    'sub',
    'client_id',
    'jti',
    'exp',
    'iat',
    'nbf',
    'scope',
    'cnf',
    'events',
    'nonce',
    '__proto__',
    'status',
    'azp',
  );
  const headerValues = fc.oneof(
    json,
    fc.constantFrom(
      'none',
      'nOnE',
      'HS256',
      'RS256',
      'ES256',
      'PS256',
      'EdDSA',
      'at+jwt',
      'AT+JWT',
      'application/at+jwt',
      'JWT',
      'logout+jwt',
      ...pool.keys.map(({ kid }) => kid),
    ),
  );
  const { iat, aud, iss } = pool.claims as { iat: number; aud: string; iss: string };
  const claimValues = fc.oneof(
    json,
    fc.constantFrom<unknown>(aud, [aud], [aud, aud], `${aud}/`, iss, `${iss}/`, '', 1e308, -1),
    fc.integer({ min: -100_000, max: 100_000 }).map((seconds) => iat + seconds),
    fc.integer({ min: -8, max: 8 }).map((seconds) => iat + seconds),
  );
  const changed = (values: Json, name: string, value: unknown) =>
    // Written in JSON, `__proto__` is an ordinary member; in an object literal it is not.
    JSON.parse(
      `${JSON.stringify(values).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`,
    ) as Json;

  return fc.oneof(
    { weight: 3, arbitrary: real },
    // One bit of the bytes, then encoded canonically.
    { weight: 4, arbitrary: fc.tuple(segments, fc.nat(2), fc.nat(5000), fc.nat(7)).map(flipped) },
    // One character of the text.
    {
      weight: 4,
      arbitrary: fc.tuple(real, fc.nat(5000), fc.constantFrom(...URLISH.split(''))).map(replaced),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(real, fc.nat(5000))
        .map(([token, at]) => token.slice(0, at % (token.length + 1))),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(real, fc.nat(5000), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }))
        .map(inserted),
    },
    // Segments of different tokens.
    {
      weight: 2,
      arbitrary: fc
        .tuple(segments, segments, segments)
        .map(([a, b, c]) => [a[0], b[1], c[2]].join('.')),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(
          fc.oneof(
            segments.map(([first = '']) => first),
            fc.constant(''),
          ),
          { maxLength: 6 },
        )
        .map((all) => all.join('.')),
    },
    // Invented header or claims, signed with a key of the issuer or with a foreign key.
    {
      weight: 6,
      arbitrary: fc
        .tuple(headerNames, headerValues, key)
        .map(([name, value, by]) =>
          minted(
            changed({ alg: by.alg, ...pool.header, kid: by.kid }, name, value),
            pool.claims,
            by,
          ),
        ),
    },
    {
      weight: 8,
      arbitrary: fc
        .tuple(claimNames, claimValues, key)
        .map(([name, value, by]) => minted({}, changed(pool.claims, name, value), by)),
    },
    // The same without a new signature.
    {
      weight: 2,
      arbitrary: fc
        .tuple(segments, claimNames, claimValues)
        .map(
          ([[head, , tail], name, value]) =>
            `${head}.${encoded(JSON.stringify(changed(pool.claims, name, value)))}.${tail}`,
        ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...spellings), fc.constantFrom(...pool.tokens))
        .map(([spell, token]) => spell(token)),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...payloads), key)
        .map(([write, by]) =>
          signed(
            encoded(JSON.stringify({ ...pool.header, alg: by.alg, kid: by.kid })),
            write(JSON.stringify(pool.claims)),
            by,
          ),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(json, json, fc.uint8Array({ maxLength: 70 }))
        .map(
          ([a, b, c]) =>
            `${encoded(JSON.stringify(a))}.${encoded(JSON.stringify(b))}.${encoded(c)}`,
        ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
    { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,80}={0,2}$/) },
  );
}

function flipped([parts, which, at, bit]: [string[], number, number, number]): string {
  return parts
    .map((segment, index) => {
      const bytes = Buffer.from(segment, 'base64url');
      if (index !== which || bytes.length === 0) return segment;
      const place = at % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
      return bytes.toString('base64url');
    })
    .join('.');
}

function replaced([token, at, character]: [string, number, string]): string {
  const place = at % token.length;
  return token.slice(0, place) + character + token.slice(place + 1);
}

function inserted([token, at, text]: [string, number, string]): string {
  const place = at % (token.length + 1);
  return token.slice(0, place) + text + token.slice(place);
}

/** Other ways to write the same token. */
const spellings: readonly ((token: string) => string)[] = [
  (token) => `${token}=`,
  (token) => token.replaceAll('-', '+').replaceAll('_', '/'),
  (token) =>
    token
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('base64'))
      .join('.'),
  (token) => token.slice(0, -1) + (URLISH[URLISH.indexOf(token.at(-1) ?? 'A') ^ 1] ?? ''),
  (token) => ` ${token}`,
  (token) => `${token}\n`,
  (token) => `${token}\t`,
  (token) => token.replace('.', '. '),
  (token) => `"${token}"`,
  (token) => `${token}.${token}`,
  (token) => token.toUpperCase(),
  (token) => token.normalize('NFKD').replace('e', 'ｅ'),
  (token) => `${token}${'A'.repeat(9000)}`,
  (token) => encoded(token),
  (token) => `${token.split('.')[0]}..${token.split('.').slice(1).join('.')}`,
  (token) => `${encoded('{"alg":"dir","enc":"A256GCM"}')}..${token}`,
  (token) =>
    JSON.stringify({
      payload: token.split('.')[1],
      protected: token.split('.')[0],
      signature: token.split('.')[2],
    }),
];

/** Payloads that are not claims, or claims in unusual JSON. They are signed without a change. */
const payloads: readonly ((claims: string) => string)[] = [
  (claims) => encoded(claims),
  (claims) => encoded(claims.replace('{', '{"iss":"https://evil.example.com",')),
  (claims) => encoded(claims.replace(/}$/, ',"iss":"https://evil.example.com"}')),
  (claims) => encoded(claims.replace(/}$/, ',"aud":"https://other.example.com/mcp"}')),
  (claims) => encoded(claims.replace(/}$/, `,"deep":${'['.repeat(1500)}${']'.repeat(1500)}}`)),
  (claims) => encoded(`${'['.repeat(2500)}${claims}${']'.repeat(2500)}`),
  (claims) => encoded(`[${claims}]`),
  (claims) => encoded(`\ufeff${claims}`),
  (claims) => encoded(` \n${claims}\t`),
  (claims) => encoded(claims.slice(0, -1)),
  (claims) =>
    encoded(
      Buffer.concat([Buffer.from(claims.slice(0, -1)), Buffer.from(',"x":"\xff"}', 'latin1')]),
    ),
  (claims) => encoded(Buffer.from(claims, 'utf16le')),
  (claims) => `${encoded(claims)}=`,
  (claims) => Buffer.from(claims.replace('user-1', 'ûser>>>???')).toString('base64'),
  () => encoded('null'),
  () => encoded('""'),
  () => '',
];

/** All `Authorization` headers of a request: usually one, usually in the right form. */
export function authorizations(texts: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  const scheme = fc.constantFrom('Bearer ', 'bearer ', 'BEARER   ', 'bEaReR ');
  const odd = fc.constantFrom(
    '',
    'Bearer',
    'Bearer\t',
    'Bearer,',
    'Basic ',
    'DPoP ',
    ' Bearer ',
    'Token ',
    'Bearer=',
    '\u0000Bearer ',
  );
  const usual = fc.tuple(scheme, texts).map(([name, text]) => [name + text]);
  return fc.oneof(
    { weight: 12, arbitrary: usual },
    { weight: 1, arbitrary: fc.tuple(odd, texts).map(([name, text]) => [name + text]) },
    {
      weight: 1,
      arbitrary: fc.tuple(usual, usual).map(([[one = ''], [other = '']]) => [one, other]),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(usual, texts).map(([[one = ''], text]) => [`${one}, Bearer ${text}`]),
    },
    {
      weight: 1,
      arbitrary: fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 3 }),
    },
  );
}
