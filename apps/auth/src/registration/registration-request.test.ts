import { describe, expect, test } from 'vitest';
import { GRANT_TYPES } from '../provider/token/grants/grant-types.ts';
import { normalizeClientMetadata } from './client-metadata.ts';
import { registeredMetadata } from './registration-request.ts';

/** Names in a text. */
const words = (text: string) => text.trim().split(/\s+/);

const ISSUER = 'https://auth.example.com';
const REDIRECTS = { redirect_uris: ['https://client.example/cb'] };
/** The metadata that is made of a JSON body. */
const heard = (members: object) =>
  registeredMetadata(
    JSON.parse(JSON.stringify({ ...REDIRECTS, ...members })) as object,
    ISSUER,
    GRANT_TYPES,
  );

/** A registration with redirect URIs and nothing else. */
const PLAIN = {
  ...REDIRECTS,
  application_type: 'web',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
};

const NOTHING = [null, '', [], {}];
const LONG = 'x'.repeat(2_100);

/** Members that are kept where they are usable, with values that are kept and that are left out. */
const USED: Record<string, { kept: unknown[]; leftOut: unknown[] }> = {
  client_name: { kept: ['A', '<b>', 'n'.repeat(200)], leftOut: [1, true, ['A'], ' ', LONG] },
  software_id: { kept: ['x'], leftOut: [1, false, { a: 1 }, LONG] },
  software_version: { kept: ['1.0'], leftOut: [1.5, ['1'], LONG] },
  client_uri: {
    kept: ['https://client.example/'],
    leftOut: ['http://client.example', 'javascript:alert(1)', 'client.example', 7, [REDIRECTS]],
  },
  logo_uri: {
    kept: ['https://client.example/logo.png'],
    leftOut: ['http://169.254.169.254/x', 'data:image/svg+xml,x', `https://a.example/${LONG}`],
  },
  policy_uri: { kept: ['https://client.example/p'], leftOut: ['file:///etc/passwd', false, '/p'] },
  tos_uri: { kept: ['https://client.example/t'], leftOut: ['JAVASCRIPT:x', 42, ['https://a.b']] },
  contacts: {
    kept: [['ops@client.example'], ["o'hara+x@a-b.example"]],
    leftOut: ['ops@client.example', [1], ['nobody'], ['a@'], ['https://client.example'], [LONG]],
  },
  response_modes: { kept: [['query'], ['query', 'fragment']], leftOut: ['query', ['form_post']] },
  default_max_age: { kept: [0, 3_600], leftOut: [-1, 1.5, '3600', true, 1e300] },
};

/** Members that this server does not use, or decides itself: no value has any effect. */
const UNUSED = words(`
    scope jwks_uri sector_identifier_uri request_uris initiate_login_uri
    post_logout_redirect_uris backchannel_logout_uri default_acr_values subject_type
    software_statement client_name#ja logo_uri#de favourite_colour constructor
    client_id client_secret client_secret_expires_at client_id_issued_at
    registration_access_token registration_client_uri operator_terms application_type
  `);

/** Members that protect, with values that are offered and that are refused. */
const PROTECTING: Record<string, { offered: unknown[]; refused: unknown[] }> = {
  token_endpoint_auth_method: {
    offered: ['none', 'client_secret_basic', 'client_secret_post'],
    refused: ['private_key_jwt', 42, true, ['none'], { a: 1 }],
  },
  id_token_signed_response_alg: { offered: ['ES256', 'RS256'], refused: [256, ['ES256']] },
  token_endpoint_auth_signing_alg: { offered: [], refused: [true, 1] },
  require_auth_time: { offered: [true, false], refused: ['true', 1, [true]] },
  dpop_bound_access_tokens: { offered: [], refused: [true, 'yes', 1] },
  tls_client_certificate_bound_access_tokens: { offered: [], refused: [true] },
  require_signed_request_object: { offered: [], refused: [true, 'true'] },
  require_pushed_authorization_requests: { offered: [], refused: [true] },
  require_what_nobody_has_thought_of: { offered: [], refused: [true, 'x'] },
  userinfo_signed_response_alg: { offered: [], refused: ['RS256'] },
  id_token_encrypted_response_alg: { offered: [], refused: ['RSA-OAEP'] },
  request_object_signing_alg: { offered: [], refused: ['RS256', 1] },
  authorization_signed_response_alg: { offered: [], refused: ['ES256'] },
  jwks: {
    offered: [],
    refused: [
      'x',
      1,
      true,
      { keys: 'x' },
      { keys: [1] },
      { keys: [{ kty: 'RSA', n: 'x', e: 'AQAB', d: 'private' }] },
    ],
  },
};

const MEMBERS = [...Object.keys(USED), ...UNUSED, ...Object.keys(PROTECTING)];

test('a body with nothing but redirect_uris gets refresh tokens', () => {
  expect(heard({})).toEqual(PLAIN);
});

describe.each(MEMBERS)('%s', (name) => {
  test.each(NOTHING.map((value) => [value]))('that is %j counts as left out', (value) => {
    expect(heard({ [name]: value })).toEqual(PLAIN);
  });
});

describe.each(Object.entries(USED))('%s, which is of use', (name, { kept, leftOut }) => {
  test.each(kept.map((value) => [value]))('is kept: %j', (value) => {
    expect(heard({ [name]: value })).toEqual({ ...PLAIN, [name]: value });
  });

  test.each(leftOut.map((value) => [value]))('is left out: %j', (value) => {
    expect(heard({ [name]: value })).toEqual(PLAIN);
  });
});

test.each(UNUSED)('%s is left out, whatever it holds', (name) => {
  for (const value of ['https://10.0.0.1/x', 'pairwise', 42, true, ['x'], { a: 'b' }]) {
    expect(heard({ [name]: value })).toEqual(PLAIN);
  }
});

describe.each(Object.entries(PROTECTING))('%s, which protects', (name, { offered, refused }) => {
  test('is kept where it is offered', () => {
    for (const value of offered) {
      expect(heard({ [name]: value })).toEqual({ ...PLAIN, [name]: value });
    }
  });

  test.each(refused.map((value) => [value]))('is refused by its name: %j', (value) => {
    expect(() => heard({ [name]: value })).toThrow(
      expect.objectContaining({
        error: 'invalid_client_metadata',
        error_description: expect.stringContaining(name),
      }),
    );
  });
});

test('a protection that is not asked for is no demand', () => {
  const not = { dpop_bound_access_tokens: false, require_pushed_authorization_requests: false };
  expect(heard(not)).toEqual(PLAIN);
});

test('a set of public keys is not refused, and of no use', () => {
  const jwks = { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] };
  expect(heard({ jwks })).toEqual(PLAIN);
  expect(heard({ jwks: { keys: [] } })).toEqual(PLAIN);
});

test('the usable ones of a list are kept, and no more than ten contacts', () => {
  const contacts = Array.from({ length: 20 }, (_, n) => `${n}@client.example`);
  expect(heard({ contacts: ['nobody', ...contacts, 7] }).contacts).toEqual(contacts.slice(0, 10));
  expect(heard({ response_modes: ['form_post', 'query', 'x'] }).response_modes).toEqual(['query']);
});

describe('grant types', () => {
  test.each([
    [['authorization_code'], ['authorization_code']],
    [
      ['authorization_code', 'refresh_token'],
      ['authorization_code', 'refresh_token'],
    ],
    [['refresh_token'], ['authorization_code', 'refresh_token']],
    [['implicit'], ['authorization_code']],
    [['authorization_code', 'client_credentials', 'password'], ['authorization_code']],
    ['authorization_code', ['authorization_code', 'refresh_token']],
    [
      [1, null],
      ['authorization_code', 'refresh_token'],
    ],
  ])('%j become %j', (asked, expected) => {
    expect(heard({ grant_types: asked }).grant_types).toEqual(expected);
  });
});

test('web clients send null and empty members', () => {
  const empty = { client_uri: null, logo_uri: '', scope: '', contacts: [], jwks: null };
  expect(
    heard({ ...empty, client_name: 'A web client', token_endpoint_auth_method: null }),
  ).toEqual({ ...PLAIN, client_name: 'A web client' });
});

describe('a registration is bounded', () => {
  test.each([
    ['a character that is none', { client_name: 'a\ud800' }],
    ['such a one where nobody looks', { nobody: { looks: ['\0'] } }],
    ['sixteen thousand characters', { x: 'x'.repeat(16_384) }],
    ['a thousand values', { x: Array.from({ length: 1_000 }, () => 1) }],
    ['eleven levels', { x: [[[[[[[[[[1]]]]]]]]]] }],
  ])('%s: it is refused as a whole', (_what, members) => {
    expect(() => heard(members)).toThrow('invalid_client_metadata');
  });

  test('and what is kept of the fullest is under sixteen thousand characters', () => {
    const link = `https://client.example/${'x'.repeat(1_000)}`;
    const metadata = heard({
      redirect_uris: Array.from({ length: 8 }, (_, n) =>
        `https://client.example/${n}`.padEnd(1_000, 'x'),
      ),
      client_uri: link,
      logo_uri: link,
      policy_uri: link,
      tos_uri: link,
      contacts: Array.from({ length: 100 }, (_, n) => `${n}@client.example`),
    });
    expect(JSON.stringify(metadata).length).toBeLessThan(16_384);
  });
});

test('nothing of a body reaches the prototype of what is made of it', () => {
  const body = JSON.parse(
    '{"redirect_uris":["https://client.example/cb"],"__proto__":{"token_endpoint_auth_method":"none"}}',
  ) as object;
  const metadata = registeredMetadata(body, ISSUER, GRANT_TYPES);
  expect(metadata.token_endpoint_auth_method).toBeUndefined();
  expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
});

test('what is stored is left unchanged when it is loaded', () => {
  const metadata = heard({
    client_name: 'A',
    contacts: ['ops@client.example', 'nobody'],
    redirect_uris: ['https://client.example/cb', 'javascript:alert(1)', 'https://localhost:1/cb'],
  });
  const loaded = structuredClone(metadata);
  normalizeClientMetadata(loaded, ISSUER, GRANT_TYPES);
  expect(loaded).toEqual(metadata);
});
