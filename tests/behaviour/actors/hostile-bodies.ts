/** Bodies and values that nobody who means well sends. */

/** A body, and what is said about it; the content type is the endpoint's own unless told. */
export interface Body {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bytes that begin like UTF-8 and are none: an encoded half surrogate, a cut sign, 0xFF. */
const NO_UTF8 = new Uint8Array([0xed, 0xa0, 0x80, 0xf0, 0x9f, 0xff, 0xfe, 0x00]);

const between = (before: string, after: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat([Buffer.from(before), NO_UTF8, Buffer.from(after)]));

/** Arrays, and objects, inside each other. */
const arrays = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** What is wrong with a body whatever it is for. @param ordinary one that is in order */
function everywhere(ordinary: string): Record<string, Body> {
  return {
    nothing: { body: '' },
    'a NUL alone': { body: '\0' },
    'bytes that are no UTF-8': { body: between('', '') },
    'JSON as plain text': { body: '{}', headers: { 'content-type': 'text/plain' } },
    'a multipart form': {
      body: '--x\r\n\r\n--x--',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    },
    'no content type': { body: ordinary, headers: { 'content-type': '' } },
    'a content type that is none': { body: ordinary, headers: { 'content-type': ';;;' } },
    'said to be gzip': { body: ordinary, headers: { 'content-encoding': 'gzip' } },
    'said to be compressed somehow': { body: ordinary, headers: { 'content-encoding': 'zz' } },
    '57 KiB': { body: 'x'.repeat(57 * 1024) },
    'two megabytes': { body: 'x'.repeat(2 * 1024 * 1024) },
  };
}

/** For an endpoint that reads JSON. @param members the first of an object that is in order */
export function jsonBodies(members: string): Record<string, Body> {
  const json = (more: string): Body => ({ body: `{${members},${more}}` });
  const said = (charset: string): Body => ({
    body: `{${members}}`,
    headers: { 'content-type': `application/json; charset=${charset}` },
  });
  return {
    ...everywhere(`{${members}}`),
    'UTF-16 by its own account': said('utf-16le'),
    'a charset that is none': said('bogus'),
    'a quoted NUL as charset': said('"\\0"'),
    'a form': { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    'truncated JSON': { body: `{${members},"x":[` },
    'half a number': { body: `{${members},"x":-}` },
    'an array': { body: `[{${members}}]` },
    'a text': { body: '"x"' },
    'a number': { body: '1' },
    true: { body: 'true' },
    null: { body: 'null' },
    'bytes that are no UTF-8 in a text': { body: between(`{${members},"x":"`, '"}') },
    'half a surrogate': json('"x":"\\ud800"'),
    'half a surrogate in a name': json('"\\udfff":1'),
    'an escaped NUL': json('"x":"a\\u0000b"'),
    'an escaped NUL in a name': json('"a\\u0000b":1'),
    'a NUL as it is': json('"x":"a\0b"'),
    'six thousand arrays': json(`"x":${arrays(6_000)}`),
    'twenty thousand arrays': json(`"x":${arrays(20_000)}`),
    'a hundred thousand arrays': json(`"x":${arrays(100_000)}`),
    'five thousand objects': json(`"x":${objects(5_000)}`),
    'arrays as the body': { body: arrays(20_000) },
    '48 KB in a member that nobody knows': json(`"x":"${'x'.repeat(48 * 1024)}"`),
    '48 KB of links': json(
      ['client_uri', 'logo_uri', 'policy_uri', 'tos_uri']
        .map((name) => `"${name}":"https://client.example/${'x'.repeat(12 * 1024)}"`)
        .join(),
    ),
    '48 KB of redirect URIs': {
      body: JSON.stringify({
        redirect_uris: Array.from({ length: 20 }, (_, n) =>
          `https://a.example/${n}`.padEnd(2_047, 'x'),
        ),
      }),
    },
    '48 KB of addresses': json(
      `"contacts":${JSON.stringify(Array.from({ length: 1_500 }, (_, n) => `${n}@client.example.com`.padStart(30, 'x')))}`,
    ),
    '48 KB as a name of a member': json(`"${'x'.repeat(48 * 1024)}":1`),
    'three thousand members': json(Array.from({ length: 3_000 }, (_, n) => `"m${n}":${n}`).join()),
    'a member five hundred times': json(
      Array.from({ length: 500 }, () => '"client_name":1').join(),
    ),
    'a prototype': json('"__proto__":{"token_endpoint_auth_method":"none","x":true}'),
    'a constructor': json('"constructor":{"prototype":{"x":true}}'),
    'a toString that is none': json('"toString":1,"valueOf":1,"toJSON":1'),
    'numbers beyond all bounds': json(`"a":1e400,"b":-1e400,"c":${'9'.repeat(5_000)}`),
  };
}

/** Values of a member or parameter, as JSON. */
export const JSON_VALUES: readonly string[] = [
  'null',
  '""',
  '[]',
  '{}',
  'true',
  'false',
  '0',
  '-1',
  '1e400',
  '[null]',
  '[[]]',
  '[{"toString":1}]',
  '{"toString":1,"valueOf":1}',
  '{"__proto__":null}',
  arrays(9),
  arrays(5_000),
  '"\\ud800"',
  '"\\u0000"',
  `"${'x'.repeat(15_000)}"`,
  '"__proto__"',
];

/** The same for forms and queries, encoded. */
export const FORM_VALUES: readonly string[] = [
  '',
  'a%00b',
  '%ED%A0%80',
  '%FF%FE',
  '%',
  '%uD800',
  '__proto__',
  '[]',
  '%0d%0aset-cookie:%20x=y',
  'x'.repeat(8_000),
];

/** For an endpoint that reads a form. @param fields one that is in order */
export function formBodies(fields: string): Record<string, Body> {
  const said = (charset: string): Body => ({
    body: fields,
    headers: { 'content-type': `application/x-www-form-urlencoded; charset=${charset}` },
  });
  return {
    ...everywhere(fields),
    'UTF-16 by its own account': said('utf-16le'),
    'a charset that is none': said('bogus'),
    JSON: { body: '{"grant_type":"x"}', headers: { 'content-type': 'application/json' } },
    'bytes that are no UTF-8 in a value': { body: between(`${fields}&x=`, '') },
    'bytes that are no UTF-8 in a name': { body: between(`${fields}&`, '=x') },
    '48 KB in a field that nobody knows': { body: `${fields}&x=${'x'.repeat(48 * 1024)}` },
    'five thousand fields': { body: `${fields}${'&a=b'.repeat(5_000)}` },
    'ten thousand separators': { body: '&'.repeat(10_000) },
    'brackets of another dialect': { body: `${fields}&a[b][c]=d&__proto__[x]=y&a[__proto__][x]=y` },
    'a prototype': { body: `${fields}&__proto__=x&constructor=x&toString=x&hasOwnProperty=x` },
    'a field five hundred times': { body: `${fields}${'&scope=a'.repeat(500)}` },
  };
}
