import { describe, expect, it } from 'vitest';

import { oddBodies, oddStatuses, withStatus } from '../../remote/fake-server.fixture.ts';
import { createTestIssuer } from '../../testing/index.ts';
import { shapeOf } from '../../token/shape.ts';
import {
  accessToken,
  clientId,
  google,
  idToken,
  seconds,
  start,
  tokeninfo,
  tokeninfoUrl,
  userinfo,
  userinfoUrl,
} from './google.fixture.ts';
import type { GoogleTokenVerifierOptions } from './options.ts';

type Options = Partial<GoogleTokenVerifierOptions>;

const refusedWith = (code: string, status = 401) =>
  expect.objectContaining({ code, status }) as Error;
const unavailable = refusedWith('issuer_unavailable', 503);
const other = '9999-zyxw.apps.googleusercontent.com';

async function verdictOn(changes: object, options: Options = {}, user: object = {}) {
  const asked = google(options);
  asked.tokeninfo = () => ({ ...tokeninfo, ...changes });
  asked.userinfo = () => ({ ...userinfo, ...user });
  return asked.verifier.verify(accessToken);
}

describe('an access token', () => {
  it('says who is asking', async () => {
    expect(await google().verifier.verify(accessToken)).toEqual({
      token: accessToken,
      clientId,
      scopes: ['openid', 'https://www.googleapis.com/auth/userinfo.email'],
      expiresAt: seconds + 60,
      subject: '110169484474386276334',
      issuer: 'https://accounts.google.com',
      extra: {
        claims: {
          sub: '110169484474386276334',
          email: 'ada@example.com',
          email_verified: true,
          exp: seconds + 3599,
          scope: 'openid https://www.googleapis.com/auth/userinfo.email',
        },
      },
    });
  });

  it('is asked about in a header, never in a URL', async () => {
    const { verifier, sent } = google();
    await verifier.verify(accessToken);
    expect(sent).toMatchObject([{ url: tokeninfoUrl, method: 'POST', redirect: 'manual' }]);
    expect(sent[0]?.headers.get('authorization')).toBe(`Bearer ${accessToken}`);
  });

  it.each([
    { aud: other },
    { azp: other },
    { aud: other, azp: other },
    { aud: undefined, azp: undefined },
    { aud: undefined },
    { aud: [clientId] },
    { aud: `${clientId} ` },
  ])('of another client is refused: %j', async (changes) => {
    await expect(verdictOn(changes)).rejects.toThrow(refusedWith('token_audience_mismatch'));
  });

  it('may be of any client that was named, and says which', async () => {
    const options = { clientId: [clientId, other] };
    expect((await verdictOn({ azp: other }, options)).clientId).toBe(other);
  });

  it.each<[object, string]>([
    [{ exp: String(seconds) }, 'token_expired'],
    [{ exp: undefined }, 'token_claim_invalid'],
    [{ exp: 'later' }, 'token_claim_invalid'],
    [{ exp: '1e99' }, 'token_claim_invalid'],
    [{ exp: '' }, 'token_claim_invalid'],
    [{ exp: [String(seconds + 60)] }, 'token_claim_invalid'],
    [{ sub: undefined }, 'token_claim_missing'],
    [{ sub: 7 }, 'token_claim_invalid'],
  ])('is refused with %j', async (changes, code) => {
    await expect(verdictOn(changes)).rejects.toThrow(refusedWith(code));
  });

  it.each([
    ['true', true],
    [true, true],
    ['false', false],
    [undefined, false],
    ['TRUE', false],
    [1, false],
  ])('has a verified address by %j: %s', async (told, verified) => {
    const { extra } = await verdictOn({ email_verified: told });
    expect(extra.claims.email_verified).toBe(verified);
  });

  it('holds until it ends, where that is sooner, and is asked about once a minute', async () => {
    expect((await verdictOn({ exp: String(seconds + 20) })).expiresAt).toBe(seconds + 20);
    const asked = google();
    await Promise.all([1, 2, 3].map(() => asked.verifier.verify(accessToken)));
    asked.now += 59_000;
    await asked.verifier.verify(accessToken);
    expect(asked.sent).toHaveLength(1);
    asked.now += 1000;
    asked.tokeninfo = () => Response.json({ error: 'invalid_token' }, { status: 400 });
    await expect(asked.verifier.verify(accessToken)).rejects.toThrow(refusedWith('token_inactive'));
  });

  it('needs the scopes that were demanded', async () => {
    await expect(verdictOn({}, { requiredScopes: ['email'] })).rejects.toThrow(
      refusedWith('scope_insufficient', 403),
    );
  });

  it.each(oddStatuses)('is neither accepted nor refused when Google answers %i', async (status) => {
    const asked = google();
    asked.tokeninfo = () => withStatus(status);
    await expect(asked.verifier.verify(accessToken)).rejects.toThrow(unavailable);
    expect(asked.sent).toHaveLength(1);
    expect(asked.problems).toHaveLength(1);
  });

  it.each(oddBodies)('lets nobody in when Google answers %s', async (_what, body) => {
    const asked = google();
    asked.tokeninfo = body;
    await expect(asked.verifier.verify(accessToken)).rejects.toThrow(
      expect.objectContaining({ name: expect.stringMatching(/^(?:Temporarily|InvalidToken)/) }),
    );
  });
});

describe('an organisation that was demanded', () => {
  const options = { hostedDomain: 'example.com' };

  it('is what userinfo says about the same user', async () => {
    const asked = google(options);
    const { extra } = await asked.verifier.verify(accessToken);
    expect(extra.claims.hd).toBe('example.com');
    expect(asked.asked()).toEqual([tokeninfoUrl, userinfoUrl]);
    expect(asked.sent[1]).toMatchObject({ method: 'GET', redirect: 'manual' });
  });

  it.each<[object, string]>([
    [{ hd: undefined }, 'token_claim_missing'],
    [{ hd: 'example.com.evil.example' }, 'token_claim_invalid'],
    [{ hd: 'EXAMPLE.COM' }, 'token_claim_invalid'],
    [{ hd: ['example.com'] }, 'token_claim_invalid'],
    [{ hd: null }, 'token_claim_invalid'],
  ])('is not the domain of the address, nor %j', async (user, code) => {
    await expect(verdictOn({}, options, user)).rejects.toThrow(refusedWith(code));
    await expect(verdictOn({ hd: 'example.com' }, options, user)).rejects.toThrow(
      refusedWith(code),
    );
  });

  it('is not that of another user', async () => {
    await expect(verdictOn({}, options, { sub: '1' })).rejects.toThrow(unavailable);
  });

  it('is not known of a token without the scope openid', async () => {
    const asked = google(options);
    asked.userinfo = () => withStatus(403);
    await expect(asked.verifier.verify(accessToken)).rejects.toThrow(refusedWith('token_inactive'));
  });

  it('is what an ID token says', async () => {
    const { verifier } = google({ ...options, idTokens: true });
    await expect(verifier.verify(await idToken())).resolves.toBeDefined();
    await expect(verifier.verify(await idToken({ hd: undefined }))).rejects.toThrow(
      refusedWith('token_claim_missing'),
    );
    await expect(verifier.verify(await idToken({ hd: 'other.example' }))).rejects.toThrow(
      refusedWith('token_claim_invalid'),
    );
  });
});

describe('any other token', () => {
  it('is not sent to Google', async () => {
    const issuer = await createTestIssuer({ audience: clientId, clock: () => start });
    const { verifier, sent } = google({ idTokens: true });
    const tokens = [await issuer.token(), 'gho_abc', 'opaque', 'Ya29.abc', 'ya29.a b', ''];
    for (const token of [...tokens, `ya29.${'a'.repeat(2044)}`]) {
      await expect(verifier.verify(token)).rejects.toThrow(
        expect.objectContaining({ status: 401 }),
      );
    }
    expect(sent).toHaveLength(0);
  });

  it('is not recognised', async () => {
    const { recognises } = google().verifier;
    const issuer = await createTestIssuer({ audience: clientId });
    const tokens = [accessToken, await idToken(), await issuer.token(), 'gho_abc', 'opaque'];
    expect(tokens.map((token) => recognises?.(shapeOf(token)))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

it('Google may be emulated', async () => {
  const at = 'http://localhost:4002';
  const endpoints = {
    issuer: at,
    jwks: `${at}/jwks`,
    tokeninfo: `${at}/tokeninfo`,
    userinfo: `${at}/userinfo`,
  };
  const { verifier, asked } = google({ endpoints, idTokens: true, hostedDomain: 'example.com' });
  expect((await verifier.verify(accessToken)).issuer).toBe(at);
  await expect(verifier.verify(await idToken({ iss: at }))).resolves.toBeDefined();
  await expect(verifier.verify(await idToken())).rejects.toThrow(
    refusedWith('token_issuer_mismatch'),
  );
  expect(asked()).toEqual([endpoints.tokeninfo, endpoints.userinfo, endpoints.jwks]);
});

it.each([
  { clientId: '' },
  { clientId: [] },
  { clientId: undefined },
  { hostedDomain: '' },
  { hostedDomain: [] },
  { endpoints: { tokeninfo: 'http://oauth2.googleapis.com/tokeninfo' } },
  { endpoints: { jwks: 'certs' } },
  { maxAge: -1 },
])('options that cannot be right are refused at start: %j', (options) => {
  expect(() => google(options as object)).toThrow(
    expect.objectContaining({ code: 'configuration_invalid' }),
  );
});
