import { describe, expect, it } from 'vitest';

import { createTestIssuer, type TokenChanges } from '../testing/index.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import type { JwtVerifierOptions } from '../verifiers/jwt/options.ts';
import * as presets from './index.ts';
import type { Preset } from './preset.ts';
import { type ProviderTokens, tokensOf } from './tokens.fixture.ts';

const now = Date.UTC(2026, 10, 24);
const clock = () => now;

/** A verifier with the preset, and a function that signs tokens of the provider. */
async function tried(tokens: ProviderTokens, options: Partial<JwtVerifierOptions> = {}) {
  const { preset, audience } = tokens;
  const issuer = String([preset.issuer].flat()[0]);
  const provider = await createTestIssuer({ issuer, audience, clock });
  provider.documents.set(preset.jwksUri, provider.documents.get(`${issuer}/jwks`));
  const verifier = jwtVerifier({ ...preset, audience, clock, fetch: provider.fetch, ...options });
  const times = { iat: now / 1000, exp: now / 1000 + 3600 };
  return {
    provider,
    sign: ({ header, claims }: Required<TokenChanges>) =>
      provider.token({ header, claims: { ...nothing, ...times, ...claims } }),
    verify: (token: string) => verifier.verify(token),
  };
}

/** The test issuer adds these by itself; the providers do not write them. */
const nothing = {
  iss: undefined,
  aud: undefined,
  sub: undefined,
  client_id: undefined,
  jti: undefined,
  scope: undefined,
};

describe.each(Object.entries(tokensOf))('the preset for %s', (_name, tokens) => {
  it.each(tokens.accepted)('takes $what for what it says', async ({ header, claims, says }) => {
    const { sign, verify, provider } = await tried(tokens);
    expect(await verify(await sign({ header, claims }))).toMatchObject(says);
    expect(provider.requests).toEqual([tokens.preset.jwksUri]);
  });

  it.each(tokens.refused)('refuses $what', async ({ header, claims, code }) => {
    const { sign, verify } = await tried(tokens);
    await expect(verify(await sign({ header, claims }))).rejects.toThrow(
      expect.objectContaining({ code, status: 401 }),
    );
  });

  it('refuses an access token for somebody else, or from somebody else', async () => {
    const [{ header, claims }] = tokens.accepted;
    const elsewhere = await tried(tokens, { audience: 'https://elsewhere.example.com' });
    await expect(elsewhere.verify(await elsewhere.sign({ header, claims }))).rejects.toThrow(
      expect.objectContaining({ code: 'token_audience_mismatch' }),
    );
    const { sign, verify } = await tried(tokens);
    const foreign = await sign({ header, claims: { ...claims, iss: 'https://evil.example.com' } });
    await expect(verify(foreign)).rejects.toThrow(
      expect.objectContaining({ code: 'token_issuer_mismatch' }),
    );
  });

  it('leaves the audience to be said', () => {
    expect(tokens.preset).not.toHaveProperty('audience');
    expect(() => jwtVerifier({ ...tokens.preset } as unknown as JwtVerifierOptions)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});

describe('what a preset is told', () => {
  it.each<[string, () => Preset]>([
    ['a URL for a domain', () => presets.auth0({ domain: 'https://example.auth0.com' })],
    ['a domain with a path', () => presets.okta({ domain: 'example.okta.com/oauth2' })],
    ['an empty domain', () => presets.clerk({ domain: '' })],
    ['no domain', () => presets.clerk({ domain: undefined as unknown as string })],
    [
      'a server with a path',
      () => presets.okta({ domain: 'a.okta.com', authorizationServer: 'a/b' }),
    ],
    ['every tenant', () => presets.entra({ tenant: 'common' })],
    ['a tenant with a path', () => presets.entra({ tenant: 'a/../b' })],
    ['an instance with a path', () => presets.zitadel({ domain: 'a.zitadel.cloud/ui' })],
    ['a region with a host', () => presets.cognito({ region: 'a.evil.com/', userPool: 'p' })],
    ['plain http', () => presets.keycloak({ url: 'http://login.example.com', realm: 'r' })],
    [
      'a realm with a path',
      () => presets.keycloak({ url: 'https://login.example.com', realm: '../r' }),
    ],
  ])('has to be a name: %s', (_what, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'configuration_invalid' }));
  });

  it('may be one version of Entra alone', () => {
    const { issuer } = presets.entra({ tenant: 'contoso', versions: [2] });
    expect(issuer).toEqual(['https://login.microsoftonline.com/contoso/v2.0']);
  });

  it('may have a slash after the address of Keycloak', () => {
    const { issuer } = presets.keycloak({ url: 'https://login.example.com/auth/', realm: 'staff' });
    expect(issuer).toBe('https://login.example.com/auth/realms/staff');
  });
});

it('a token of Entra with 150 groups is longer than tokens of others may be', async () => {
  const tokens = tokensOf['Entra']!;
  const { sign, verify } = await tried(tokens, { maxTokenLength: 8192 });
  const { header, claims } = tokens.accepted.find(({ what }) => what.includes('150 groups'))!;
  const token = await sign({ header, claims });
  expect(token.length).toBeGreaterThan(8192);
  await expect(verify(token)).rejects.toThrow(expect.objectContaining({ code: 'token_too_long' }));
});

it('the realm of all administrators has a client of its own for itself', () => {
  const { otherAudiences } = presets.keycloak({
    url: 'https://login.example.com',
    realm: 'master',
  });
  expect(otherAudiences).toEqual(['account', 'broker', 'master-realm']);
});

describe('the preset for plain tokens', () => {
  it('takes what a library writes by default', async () => {
    const [issuer, audience] = ['https://tool.example.com', 'my-server'];
    const provider = await createTestIssuer({ issuer, audience, clock });
    const verifier = jwtVerifier({
      ...presets.plain(),
      issuer,
      audience,
      clock,
      fetch: provider.fetch,
    });
    const claims = { client_id: undefined, jti: undefined, scope: undefined };
    const signed = (changes: object, typ?: string) =>
      provider.token({ header: { typ }, claims: { ...claims, ...changes } });
    expect(await verifier.verify(await signed({ scopes: ['a'] }))).toMatchObject({
      clientId: 'user-1',
      subject: 'user-1',
      scopes: ['a'],
    });
    await expect(verifier.verify(await signed({}, 'JWT'))).resolves.toBeDefined();
    await expect(verifier.verify(await signed({ nonce: 'n' }, 'JWT'))).rejects.toThrow(
      expect.objectContaining({ code: 'token_type_refused' }),
    );
  });
});
