import { generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';

import { clientId, google, idToken, jwksUrl, seconds } from './google.fixture.ts';
import type { GoogleTokenVerifierOptions } from './options.ts';

type Options = Partial<GoogleTokenVerifierOptions>;

const refusedWith = (code: string, status = 401) =>
  expect.objectContaining({ code, status }) as Error;
const other = '9999-zyxw.apps.googleusercontent.com';

describe('an ID token', () => {
  const verify = async (claims: object = {}, header: object = {}, options: Options = {}) =>
    google({ idTokens: true, ...options }).verifier.verify(await idToken(claims, header));

  it('is refused unless that was said', async () => {
    const { verifier, sent } = google();
    await expect(verifier.verify(await idToken())).rejects.toThrow(
      refusedWith('token_type_refused'),
    );
    expect(sent).toHaveLength(0);
  });

  it('says who is asking, without any scope', async () => {
    const token = await idToken();
    const { verifier, asked } = google({ idTokens: true });
    expect(await verifier.verify(token)).toMatchObject({
      token,
      clientId,
      scopes: [],
      expiresAt: seconds + 3600,
      subject: '110169484474386276334',
      issuer: 'https://accounts.google.com',
    });
    expect(asked()).toEqual([jwksUrl]);
  });

  it('may spell its issuer both ways, which is one issuer', async () => {
    expect((await verify({ iss: 'accounts.google.com' })).issuer).toBe(
      'https://accounts.google.com',
    );
  });

  it.each<[object, string]>([
    [{ iss: 'https://accounts.google.com/' }, 'token_issuer_mismatch'],
    [{ iss: undefined }, 'token_issuer_mismatch'],
    [{ aud: other, azp: clientId }, 'token_audience_mismatch'],
    [{ azp: other }, 'token_audience_mismatch'],
    [{ aud: [clientId] }, 'token_audience_mismatch'],
    [{ exp: seconds - 5, iat: seconds - 3605 }, 'token_expired'],
    [{ exp: undefined }, 'token_claim_missing'],
    [{ exp: String(seconds + 60) }, 'token_claim_invalid'],
    [{ iat: seconds + 60 }, 'token_not_yet_valid'],
    [{ sub: '' }, 'token_claim_invalid'],
    [{ events: {} }, 'token_type_refused'],
    [{ cnf: { jkt: 'A'.repeat(43) } }, 'token_binding_unchecked'],
  ])('is refused with %j', async (claims, code) => {
    await expect(verify(claims)).rejects.toThrow(refusedWith(code));
  });

  it.each<[object, string]>([
    [{ alg: 'none' }, 'token_algorithm_refused'],
    [{ alg: 'HS256' }, 'token_algorithm_refused'],
    [{ alg: 'ES256' }, 'token_algorithm_refused'],
    [{ kid: 'google-2' }, 'token_key_unknown'],
    [{ kid: undefined }, 'token_header_refused'],
    [{ typ: 'at+jwt' }, 'token_type_refused'],
    [{ typ: 7 }, 'token_type_refused'],
  ])('is refused with the header %j', async (header, code) => {
    await expect(verify({}, header)).rejects.toThrow(refusedWith(code));
  });

  it('is refused when another key has signed it', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await idToken({}, {}, privateKey);
    await expect(google({ idTokens: true }).verifier.verify(forged)).rejects.toThrow(
      refusedWith('token_signature_invalid'),
    );
  });

  it('does not cover an operation that needs a scope', async () => {
    await expect(verify({}, {}, { requiredScopes: ['openid'] })).rejects.toThrow(
      refusedWith('scope_insufficient', 403),
    );
  });
});
