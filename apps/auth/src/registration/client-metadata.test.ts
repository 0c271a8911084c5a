import { describe, expect, test } from 'vitest';
import { GRANT_TYPES } from '../provider/token/grants/grant-types.ts';
import { normalizeClientMetadata } from './client-metadata.ts';

const ISSUER = 'https://auth.example.com';

const normalize = (metadata: Record<string, unknown>) => {
  const copy = structuredClone({ redirect_uris: ['http://127.0.0.1:1/cb'], ...metadata });
  normalizeClientMetadata(copy, ISSUER, GRANT_TYPES);
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
    const loopback = ['https://claude.ai/cb', 'https://localhost:1/cb'];
    expect(normalize({ redirect_uris: loopback }).application_type).toBe('native');
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

  test('loses what later rules call unusable, and so a client that is stored goes on', () => {
    const stored = {
      client_name: 'x'.repeat(201),
      logo_uri: 'http://169.254.169.254/x',
      redirect_uris: ['search-ms:query=x', 'https://claude.ai/cb', 'tel:1'],
    };
    const metadata = normalize(stored);
    expect(metadata.redirect_uris).toEqual(['https://claude.ai/cb']);
    expect(metadata).not.toHaveProperty('client_name');
    expect(metadata).not.toHaveProperty('logo_uri');
    expect(() => normalize({ redirect_uris: ['search-ms:query=x'] })).toThrow(
      expect.objectContaining({ error: 'invalid_redirect_uri' }),
    );
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
    normalizeClientMetadata(twice, ISSUER, GRANT_TYPES);
    expect(twice).toEqual(once);
  });
});
