import { describe, expect, test } from 'vitest';
import { normalizeClientMetadata } from './client-metadata.ts';

const normalize = (metadata: Record<string, unknown>) => {
  const copy = structuredClone({ redirect_uris: ['http://127.0.0.1:1/cb'], ...metadata });
  normalizeClientMetadata(copy);
  return copy as Record<string, unknown>;
};

describe('client metadata', () => {
  test('with a loopback or private-scheme redirect is native, whatever it says', () => {
    expect(normalize({ application_type: 'web' }).application_type).toBe('native');
    const cursor = ['cursor://anysphere.cursor-mcp/oauth/callback', 'https://www.cursor.com/cb'];
    expect(normalize({ application_type: 'web', redirect_uris: cursor }).application_type).toBe(
      'native',
    );
  });

  test('with https redirects alone is a web client', () => {
    expect(normalize({ redirect_uris: ['https://claude.ai/cb'] }).application_type).toBe('web');
  });

  test('loses grant and response types that are not served here', () => {
    const metadata = normalize({
      grant_types: ['authorization_code', 'refresh_token', 'password', 'urn:x'],
      response_types: ['code', 'token'],
    });
    expect(metadata.grant_types).toEqual(['authorization_code', 'refresh_token']);
    expect(metadata.response_types).toEqual(['code']);
    expect(normalize({ grant_types: ['refresh_token'] }).grant_types).toEqual([
      'authorization_code',
      'refresh_token',
    ]);
  });

  test('loses what would make the server fetch something, and scopes, which consent decides', () => {
    const metadata = normalize({
      scope: 'mcp:read foo',
      jwks_uri: 'https://127.0.0.1/jwks',
      sector_identifier_uri: 'https://169.254.169.254/',
      client_name: 'Kept',
    });
    expect(Object.keys(metadata).toSorted()).toEqual([
      'application_type',
      'client_name',
      'grant_types',
      'redirect_uris',
      'response_types',
    ]);
  });

  test.each([
    ['logo_uri', 'http://169.254.169.254/x'],
    ['client_uri', 'javascript:alert(1)'],
    ['policy_uri#ja', 'data:text/html,x'],
    ['tos_uri', 42],
  ])('%s must be an https URL', (name, value) => {
    expect(() => normalize({ [name]: value })).toThrow(
      expect.objectContaining({ error: 'invalid_client_metadata' }),
    );
  });

  test('a name that is too long, or none, is refused', () => {
    expect(() => normalize({ client_name: 'x'.repeat(201) })).toThrow('invalid_client_metadata');
    expect(() => normalize({ client_name: { evil: true } })).toThrow('invalid_client_metadata');
  });

  test('a NUL anywhere is refused', () => {
    for (const metadata of [{ client_name: 'a\0b' }, { contacts: ['a\0b'] }]) {
      expect(() => normalize(metadata)).toThrow('invalid_client_metadata');
    }
    expect(normalize({ client_name: 'a\\u0000b' }).client_name).toBe('a\\u0000b');
  });

  test('redirect URIs that are refused say so with their own error', () => {
    expect(() => normalize({ redirect_uris: ['http://client.example/cb'] })).toThrow(
      expect.objectContaining({
        error: 'invalid_redirect_uri',
        error_description: expect.stringContaining('loopback only'),
      }),
    );
  });

  test('is left unchanged by a second pass', () => {
    const once = normalize({ client_name: 'A', grant_types: ['refresh_token'] });
    const twice = structuredClone(once);
    normalizeClientMetadata(twice);
    expect(twice).toEqual(once);
  });
});
