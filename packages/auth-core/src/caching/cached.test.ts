import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { AuthInfo } from '../contract/auth-info.ts';
import { type TokenDigest, tokenDigest } from './token-digest.ts';
import { confirmationOf } from '../contract/confirmation.ts';
import { InvalidTokenError, TemporarilyUnavailableError } from '../errors/errors.ts';
import { createTestIssuer, type TestIssuer } from '../testing/index.ts';
import { type Presentation, type Verifier, wrapVerifier } from '../contract/verifier.ts';
import { cached, type CachedOptions } from './cached.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';

const audience = 'https://mcp.example.com/mcp';
let now: number;
const clock = () => now;
let judged: number;
let verdict: Partial<AuthInfo>;
let failure: Error | undefined;

beforeEach(() => {
  now = Date.UTC(2026, 10, 24);
  judged = 0;
  verdict = {};
  failure = undefined;
});

/** A verifier that counts its calls. */
const counting: Verifier = {
  async verify(token, presentation) {
    judged += 1;
    await new Promise((resolve) => setImmediate(resolve));
    if (failure) throw failure;
    const { confirmation, ...rest } = verdict;
    const checked = confirmationOf(confirmation, presentation);
    return {
      token,
      clientId: 'client-1',
      scopes: ['mcp:read'],
      expiresAt: now / 1000 + 900,
      subject: `subject of ${token}`,
      issuer: 'https://auth.example.com',
      resource: new URL(audience),
      extra: { claims: { groups: ['staff'] } },
      ...(checked && { confirmation: checked }),
      ...rest,
    };
  },
};
const wrapped = (options: CachedOptions = {}) => cached(counting, { clock, ...options });
const seconds = (count: number) => count * 1000;
const refusedWith = (code: string) => expect.objectContaining({ code }) as Error;

describe('a token that was accepted', () => {
  it('is not judged again for maxAge seconds, and says the same', async () => {
    const verifier = wrapped({ maxAge: 60 });
    const first = await verifier.verify('token');
    now += seconds(59);
    expect(await verifier.verify('token')).toEqual(first);
    expect(judged).toBe(1);
    now += seconds(1);
    await verifier.verify('token');
    expect(judged).toBe(2);
  });

  it('is not remembered beyond its end', async () => {
    verdict = { expiresAt: now / 1000 + 10 };
    const verifier = wrapped({ maxAge: 60 });
    await verifier.verify('token');
    now += seconds(10);
    failure = new InvalidTokenError('token_expired', '');
    await expect(verifier.verify('token')).rejects.toThrow(failure);
  });

  it('is remembered by its time when the question was asked, not when it was answered', async () => {
    const slow: Verifier = {
      async verify(token) {
        const auth = await counting.verify(token);
        now += seconds(50);
        return auth;
      },
    };
    const verifier = cached(slow, { clock, maxAge: 60 });
    await verifier.verify('token');
    now += seconds(10);
    await verifier.verify('token');
    expect(judged).toBe(2);
  });

  it('is judged again when the clock was set back', async () => {
    const verifier = wrapped();
    await verifier.verify('token');
    now -= seconds(3600);
    await verifier.verify('token');
    expect(judged).toBe(2);
  });

  it('is forgotten when others need the room', async () => {
    const verifier = wrapped({ maxEntries: 2 });
    for (const token of ['a', 'b', 'c', 'c', 'b', 'a']) await verifier.verify(token);
    expect(judged).toBe(4);
  });

  it('never answers for another', async () => {
    const verifier = wrapped();
    for (const token of ['a', 'b', 'a', 'A', 'a=']) {
      expect(await verifier.verify(token)).toMatchObject({ token, subject: `subject of ${token}` });
    }
  });

  it('is hashed by whatever there is', async () => {
    const verifier = wrapped({ digest: tokenDigest({}) });
    await verifier.verify('token');
    expect(await verifier.verify('token')).toMatchObject({ token: 'token' });
    expect(judged).toBe(1);
  });

  it('is judged once for all who come with it at the same time', async () => {
    const verifier = wrapped();
    await Promise.all(Array.from({ length: 50 }, () => verifier.verify('token')));
    expect(judged).toBe(1);
  });
});

describe('what is remembered', () => {
  it('cannot be changed by a request for the next one', async () => {
    const verifier = wrapped();
    const first = await verifier.verify('token');
    first.scopes.push('admin');
    first.subject = 'somebody else';
    if (first.resource) first.resource.href = 'https://evil.example.com/';
    expect(() => (first.extra.claims['groups'] as string[]).push('admins')).toThrow(TypeError);
    expect(await verifier.verify('token')).toMatchObject({
      scopes: ['mcp:read'],
      subject: 'subject of token',
      resource: new URL(audience),
      extra: { claims: { groups: ['staff'] } },
    });
  });

  it('is neither a refusal nor a failure', async () => {
    const verifier = wrapped();
    const refusals = [
      new InvalidTokenError('token_inactive', ''),
      new TemporarilyUnavailableError(''),
    ];
    for (failure of refusals) await expect(verifier.verify('token')).rejects.toThrow(failure);
    failure = undefined;
    await expect(verifier.verify('token')).resolves.toBeDefined();
    expect(judged).toBe(3);
  });

  it('is nothing that two requests could not share: 503', async () => {
    verdict = { extra: { claims: { since: new Date(0) } } };
    await expect(wrapped().verify('token')).rejects.toThrow(refusedWith('issuer_unavailable'));
  });

  it('is nothing without an end', async () => {
    verdict = { expiresAt: Number.NaN };
    const verifier = wrapped();
    await verifier.verify('token');
    await verifier.verify('token');
    expect(judged).toBe(2);
  });
});

describe('a token that is bound to a key', () => {
  const confirmation = { jkt: 'A'.repeat(43) };
  const plain: Presentation = { scheme: 'Bearer', proofs: [], method: 'GET', url: audience };
  const checked: Presentation = { ...plain, scheme: 'DPoP', bindingIsChecked: true };

  it('is refused as plain bearer even after it was accepted with a proof', async () => {
    verdict = { confirmation };
    const verifier = wrapped();
    expect(await verifier.verify('token', checked)).toMatchObject({ confirmation });
    for (const presentation of [undefined, plain]) {
      await expect(verifier.verify('token', presentation)).rejects.toThrow(
        refusedWith('token_binding_unchecked'),
      );
    }
    expect(await verifier.verify('token', checked)).toMatchObject({ confirmation });
    expect(judged).toBe(1);
  });

  it('is accepted with a proof while the same is being refused without', async () => {
    verdict = { confirmation };
    const verifier = wrapped();
    const [bearer, bound] = await Promise.allSettled([
      verifier.verify('token', plain),
      verifier.verify('token', checked),
    ]);
    expect([bearer.status, bound.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('is judged without the request, whose proof another would inherit', async () => {
    const verify = vi.fn<Verifier['verify']>((...asked) => counting.verify(...asked));
    await cached({ verify }, { clock }).verify('token', { ...checked, proofs: ['proof'] });
    expect(verify.mock.calls[0]?.[1]).toMatchObject({ proofs: [], url: '', method: '' });
  });
});

describe('wrappers', () => {
  it('around it judge each request, remembered or not', async () => {
    let revoked = false;
    const inner = wrapped();
    const outer = wrapVerifier(inner, {
      judgesEachRequest: true,
      async verify(token, presentation) {
        const auth = await inner.verify(token, presentation);
        if (revoked) throw new InvalidTokenError('token_inactive', '');
        return auth;
      },
    });
    await outer.verify('token');
    revoked = true;
    await expect(outer.verify('token')).rejects.toThrow(refusedWith('token_inactive'));
  });

  it.each<[string, Partial<Verifier>]>([
    ['DPoP', { dpopAlgorithms: ['ES256'] }],
    ['anything that judges each request', { judgesEachRequest: true }],
  ])('inside it are refused at start: %s', (_what, changes) => {
    const verify: Verifier['verify'] = (...asked) => counting.verify(...asked);
    const inner = wrapVerifier(counting, { verify, ...changes });
    expect(() => cached(inner)).toThrow(refusedWith('configuration_invalid'));
    // At every level of nesting.
    expect(() => cached(wrapVerifier(inner, { verify }))).toThrow(
      refusedWith('configuration_invalid'),
    );
  });
});

it.each([
  { maxAge: -1 },
  { maxAge: 3601 },
  { maxAge: Number.NaN },
  { maxEntries: 0 },
  { maxEntries: Number.POSITIVE_INFINITY },
])('options that cannot be right are refused at start: %j', (options) => {
  expect(() => wrapped(options)).toThrow(refusedWith('configuration_invalid'));
});

describe('around jwtVerifier', () => {
  let issuer: TestIssuer;
  let verifier: Verifier;

  beforeEach(async () => {
    issuer = await createTestIssuer({ audience, clock });
    const inner = jwtVerifier({ issuer: issuer.issuer, audience, clock, fetch: issuer.fetch });
    verifier = cached(inner, { clock });
  });

  it('another spelling of a remembered token is another token, and refused', async () => {
    const token = await issuer.token();
    await verifier.verify(token);
    const last = token.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const sibling = alphabet[alphabet.indexOf(last) ^ 1] ?? '';
    const spellings = [
      `${token} `,
      `${token}\n`,
      `${token}=`,
      `${token.slice(0, -1)}${sibling}`,
      `${token}\uD800`,
    ];
    for (const spelling of spellings) {
      await expect(verifier.verify(spelling)).rejects.toThrow(refusedWith('token_malformed'));
    }
  });

  it('two texts with the same bytes in UTF-8 are not one token', async () => {
    const odd = wrapped();
    await expect(odd.verify('a\uFFFD')).rejects.toThrow(refusedWith('token_malformed'));
    await expect(odd.verify('a\uD800')).rejects.toThrow(refusedWith('token_malformed'));
    expect(judged).toBe(0);
  });

  it('an endless token is not even hashed', async () => {
    const digest = vi.fn<TokenDigest>(tokenDigest());
    const endless = 'a'.repeat(16_385);
    await expect(wrapped({ digest }).verify(endless)).rejects.toThrow(
      refusedWith('token_too_long'),
    );
    expect(digest).not.toHaveBeenCalled();
  });

  it('a token outlives its key by maxAge at most', async () => {
    const token = await issuer.token({ claims: { exp: now / 1000 + 7200 } });
    await verifier.verify(token);
    await issuer.rotate();
    now += 600_000;
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_key_unknown'));
  });

  it('an expired token is refused though it was remembered', async () => {
    const token = await issuer.token({ claims: { exp: now / 1000 + 30 } });
    await verifier.verify(token);
    now += seconds(36);
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_expired'));
  });
});
