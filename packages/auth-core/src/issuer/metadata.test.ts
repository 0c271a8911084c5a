import { beforeEach, describe, expect, it } from 'vitest';

import { createTestIssuer, type TestIssuer } from '../testing/index.ts';
import { discoverJwksUri, metadataUrls } from './metadata.ts';

const limits = { timeoutMs: 50, maxBytes: 1000 };
const oauth = 'https://auth.example.com/.well-known/oauth-authorization-server';
const openid = 'https://auth.example.com/.well-known/openid-configuration';

let issuer: TestIssuer;

beforeEach(async () => {
  issuer = await createTestIssuer({ audience: 'https://mcp.example.com/mcp' });
  issuer.documents.clear();
});

const discover = () => discoverJwksUri(issuer.issuer, issuer.fetch, limits);
const metadata = (changes = {}) => ({
  issuer: issuer.issuer,
  jwks_uri: 'https://auth.example.com/jwks',
  ...changes,
});

describe('where metadata may be', () => {
  it('is at two places for an issuer without a path', () => {
    expect(metadataUrls('https://auth.example.com')).toEqual([oauth, openid]);
  });

  it('is at three places for an issuer with a path', () => {
    expect(metadataUrls('https://auth.example.com/tenant/')).toEqual([
      `${oauth}/tenant`,
      `${openid}/tenant`,
      'https://auth.example.com/tenant/.well-known/openid-configuration',
    ]);
  });
});

describe('discovery', () => {
  it.each([oauth, openid])('finds the keys through %s', async (url) => {
    issuer.documents.set(url, metadata());
    expect(await discover()).toBe('https://auth.example.com/jwks');
  });

  it('goes on to OpenID Connect where the first address answers with a page', async () => {
    issuer.documents.set(oauth, new Response('<!doctype html>'));
    issuer.documents.set(openid, metadata());
    expect(await discover()).toBe('https://auth.example.com/jwks');
  });

  it.each(['https://evil.example.com', 'https://auth.example.com/', undefined])(
    'refuses metadata that names the issuer %s',
    async (name) => {
      issuer.documents.set(oauth, metadata({ issuer: name }));
      await expect(discover()).rejects.toThrow(
        expect.objectContaining({ code: 'issuer_mismatch' }),
      );
    },
  );

  it.each([
    undefined,
    7,
    'jwks',
    'http://auth.example.com/jwks',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:password@auth.example.com/jwks',
  ])('refuses the jwks_uri %s', async (jwks_uri) => {
    issuer.documents.set(oauth, metadata({ jwks_uri }));
    await expect(discover()).rejects.toThrow(
      expect.objectContaining({ code: 'issuer_metadata_invalid' }),
    );
  });

  it('asks no further address when nobody answers at the first', async () => {
    issuer.reachable = false;
    await expect(discover()).rejects.toThrow(
      expect.objectContaining({ code: 'issuer_unreachable' }),
    );
    expect(issuer.requests).toEqual([oauth]);
  });

  it('fails when there is no metadata anywhere', async () => {
    await expect(discover()).rejects.toThrow(
      expect.objectContaining({ code: 'issuer_response_refused' }),
    );
    expect(issuer.requests).toEqual([oauth, openid]);
  });
});
