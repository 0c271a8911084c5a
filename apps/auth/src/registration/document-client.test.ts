import { describe, expect, test } from 'vitest';
import { GRANT_TYPES } from '../provider/token/grants/grant-types.ts';
import { normalizeClientMetadata } from './client-metadata.ts';
import { documentMetadata } from './document-client.ts';

const ISSUER = 'https://auth.example.com';
const ID = 'https://client.example/oauth/client.json';
const JWKS = { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: '1' }] };

const PLAIN = { client_id: ID, client_name: 'A', redirect_uris: ['https://client.example/cb'] };
const read = (members: Record<string, unknown> = {}, id = ID) =>
  documentMetadata(id, { ...PLAIN, ...members }, ISSUER, GRANT_TYPES);

/** Documents in the shapes that are published. Whose they are: `tests/behaviour/real-clients`. */
const SHAPES = {
  'a program at any port, which says nothing of its type and has a grant of elsewhere': {
    redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'],
    grant_types: [
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  },
  'a service that has keys and offers to do without': {
    redirect_uris: ['https://client.example/redirect'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
    token_endpoint_auth_signing_alg: 'RS256',
    jwks_uri: 'https://client.example/oauth/jwks.json',
  },
  'a program that is a page, too, and says neither grants nor response types': {
    redirect_uris: ['http://127.0.0.1:33418/', 'https://client.example/redirect'],
    token_endpoint_auth_method: 'none',
    application_type: 'native',
  },
};

describe('a metadata document', () => {
  test('says what a registration would', () => {
    expect(read()).toEqual({
      ...PLAIN,
      application_type: 'web',
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'RS256',
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });
  });

  test.each(Object.entries(SHAPES))('of %s is understood', (_who, members) => {
    const metadata = read(members);
    const { redirect_uris, token_endpoint_auth_method } = members;
    expect(metadata).toMatchObject({ redirect_uris, token_endpoint_auth_method });
    expect(metadata.grant_types).toEqual(['authorization_code', 'refresh_token']);
    const isNative = redirect_uris.some((uri) => uri.startsWith('http:'));
    expect(metadata.application_type).toBe(isNative ? 'native' : 'web');
    const loaded = structuredClone(metadata);
    normalizeClientMetadata(loaded, ISSUER, GRANT_TYPES);
    expect(loaded).toEqual(metadata);
  });

  test.each<[string, Record<string, unknown>]>([
    ['client_id', { client_id: `${ID}?` }],
    ['client_id', { client_id: [ID] }],
    ['client_secret', { client_secret: 'x' }],
    ['client_secret', { client_secret: '' }],
    ['client_secret_expires_at', { client_secret_expires_at: 0 }],
    ['registration_access_token', { registration_access_token: 'x' }],
    ['client_name', { client_name: undefined }],
    ['client_name', { client_name: ' ' }],
    ['client_name', { client_name: 'x'.repeat(201) }],
    ['redirect_uris', { redirect_uris: [] }],
    ['redirect_uris', { redirect_uris: 'https://client.example/cb' }],
    ['redirect_uris', { redirect_uris: ['javascript:alert(1)'] }],
    ['redirect_uris', { redirect_uris: [`${ISSUER}/cb`] }],
    ['token_endpoint_auth_method', { token_endpoint_auth_method: 'client_secret_basic' }],
    ['token_endpoint_auth_method', { token_endpoint_auth_method: 'client_secret_jwt' }],
    [
      'token_endpoint_auth_method',
      {
        token_endpoint_auth_method: 'client_secret_post',
        token_endpoint_auth_methods_supported: ['none'],
      },
    ],
    ['token_endpoint_auth_method', { token_endpoint_auth_method: 'tls_client_auth' }],
    ['token_endpoint_auth_method', { token_endpoint_auth_method: 42 }],
    ['jwks', { token_endpoint_auth_method: 'private_key_jwt' }],
    [
      'jwks',
      { token_endpoint_auth_method: 'private_key_jwt', jwks: JWKS, jwks_uri: 'https://a.example/' },
    ],
    ['jwks_uri', { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'http://a.example/' }],
    [
      'private member',
      {
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [{ kty: 'oct', k: 'shared' }] },
      },
    ],
    ['dpop_bound_access_tokens', { dpop_bound_access_tokens: true }],
    ['nested', { x: [[[[[[[[[[1]]]]]]]]]] }],
  ])('is refused for its %s', (what, members) => {
    expect(() => read(members)).toThrow(
      expect.objectContaining({ error_description: expect.stringContaining(what) }),
    );
  });

  test('of whoever offers a way beside one that is not known here is taken at that', () => {
    const offer = (supported: string[]) =>
      read({
        token_endpoint_auth_method: 'tls_client_auth',
        token_endpoint_auth_methods_supported: supported,
        jwks: JWKS,
      });
    expect(offer(['private_key_jwt', 'none'])).toMatchObject({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: JWKS,
    });
    expect(offer(['client_secret_basic', 'none'])).not.toHaveProperty('jwks');
  });

  test('makes nobody the operator’s', () => {
    const body = JSON.parse(
      '{"operator_terms":{"trusted":true},"__proto__":{"trusted":true},"kind":"operator","scope":"admin","silent":true}',
    ) as Record<string, unknown>;
    expect(Object.keys(read(body))).toEqual(Object.keys(read()));
  });
});

test('keys are of no use to a client that registers itself', () => {
  const keys = { jwks: JWKS, jwks_uri: 'https://a.example/' };
  const metadata: Record<string, unknown> = { ...PLAIN, ...keys, client_id: 'client_x' };
  normalizeClientMetadata(metadata, ISSUER, GRANT_TYPES);
  expect(metadata).not.toHaveProperty('jwks');
  expect(metadata).not.toHaveProperty('jwks_uri');
});
