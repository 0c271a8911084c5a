import { beforeEach, describe, expect, it } from 'vitest';

import { createTestIssuer, type TestIssuer } from '../testing/index.ts';
import type { Verifier } from '../contract/verifier.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';

const audience = 'https://mcp.example.com/mcp';
const minute = 60_000;

let now: number;
let issuer: TestIssuer;
let verifier: Verifier;
let problems: unknown[];
/** Whether the issuer accepts connections but never answers. */
let silent: boolean;

const clock = () => now;
const keyFetches = () => issuer.requests.filter((url) => url.endsWith('/jwks')).length;
const unknownKey = () => issuer.token({ header: { kid: `unknown-${Math.random()}` } });
const unavailable = expect.objectContaining({
  code: 'issuer_unavailable',
  status: 503,
  retryAfter: 1,
});

beforeEach(async () => {
  now = Date.UTC(2026, 10, 24);
  problems = [];
  silent = false;
  issuer = await createTestIssuer({ audience, clock });
  verifier = jwtVerifier({
    issuer: issuer.issuer,
    audience,
    clock,
    fetch: (url, init) => (silent ? new Promise(() => {}) : issuer.fetch(url, init)),
    onProblem: (error) => problems.push(error),
  });
});

async function verify(): Promise<unknown> {
  return verifier.verify(await issuer.token());
}

/** The result of each promise: the code of the error, or `accepted`. */
async function outcomes(promises: Promise<unknown>[]): Promise<Set<unknown>> {
  const settled = await Promise.allSettled(promises);
  return new Set(
    settled.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'accepted',
    ),
  );
}

describe('while the issuer answers', () => {
  it('nothing is fetched before the first token, and then once for all who wait', async () => {
    expect(issuer.requests).toEqual([]);
    expect(await outcomes(Array.from({ length: 50 }, verify))).toEqual(new Set(['accepted']));
    expect(issuer.requests).toEqual([
      'https://auth.example.com/.well-known/oauth-authorization-server',
      'https://auth.example.com/jwks',
    ]);
  });

  it('keys are kept for ten minutes', async () => {
    await verify();
    now += 10 * minute - 1;
    await verify();
    expect(keyFetches()).toBe(1);
    now += 1;
    await verify();
    expect(keyFetches()).toBe(2);
  });

  it('a key taken out of the set is refused after those ten minutes', async () => {
    await verify();
    const old = await issuer.token();
    await issuer.rotate();
    now += 10 * minute;
    await expect(verifier.verify(old)).rejects.toThrow(
      expect.objectContaining({ code: 'token_key_unknown' }),
    );
  });

  it('a new key is fetched at once when the last fetch was 30 seconds ago', async () => {
    await verify();
    await issuer.rotate();
    now += 30_000;
    await verify();
    expect(keyFetches()).toBe(2);
  });

  it('200 unknown keys, in parallel or one after another, cost one fetch in 30 seconds', async () => {
    await verify();
    now += 30_000;
    const parallel = Array.from({ length: 100 }, async () => verifier.verify(await unknownKey()));
    expect(await outcomes(parallel)).toEqual(new Set(['token_key_unknown']));
    for (let i = 0; i < 100; i += 1) {
      now += 299;
      await outcomes([verifier.verify(await unknownKey())]);
    }
    expect(keyFetches()).toBe(2);
  });

  it('200 unknown keys cost one fetch even when they come first', async () => {
    const tokens = Array.from({ length: 200 }, async () => verifier.verify(await unknownKey()));
    expect(await outcomes(tokens)).toEqual(new Set(['token_key_unknown']));
    expect(keyFetches()).toBe(1);
  });

  it('a token that cannot be right costs no fetch at all', async () => {
    const tokens = [
      'a.b.c',
      await issuer.token({ claims: { aud: 'other' } }),
      await issuer.token({ claims: { exp: 1 } }),
      await issuer.token({ header: { alg: 'none' } }),
    ];
    for (const token of tokens) {
      await expect(verifier.verify(token)).rejects.toThrow(
        expect.objectContaining({ status: 401 }),
      );
    }
    expect(issuer.requests).toEqual([]);
  });
});

describe('a key that two requests bring at the same time', () => {
  it('is waited for by both, though the keys were fetched lately', async () => {
    await verify();
    await issuer.rotate();
    now += 30_000;
    expect(await outcomes([verify(), verify(), verify()])).toEqual(new Set(['accepted']));
    expect(keyFetches()).toBe(2);
  });
});

describe('while a fetch never ends, as on Workers when its request has ended', () => {
  it('those who wait for the first keys fetch them themselves', async () => {
    silent = true;
    void verify().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 5));
    silent = false;
    expect(await outcomes(Array.from({ length: 20 }, verify))).toEqual(new Set(['accepted']));
    expect(keyFetches()).toBe(1);
  });

  it('a new key is found all the same, and an unknown one costs one fetch in a second', async () => {
    await verify();
    now += 30_000;
    silent = true;
    void outcomes([verifier.verify(await unknownKey())]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    silent = false;
    await issuer.rotate();
    const flood = outcomes(
      Array.from({ length: 50 }, async () => verifier.verify(await unknownKey())),
    );
    await expect(verify()).resolves.toBeDefined();
    expect(await flood).toEqual(new Set(['token_key_unknown']));
    expect(keyFetches()).toBe(2);
  });
});

describe('while the issuer is down and its keys were never had', () => {
  beforeEach(() => {
    issuer.reachable = false;
  });

  it('a token can be neither accepted nor refused', async () => {
    await expect(verify()).rejects.toThrow(unavailable);
    expect(problems).toEqual([expect.objectContaining({ code: 'issuer_unreachable' })]);
  });

  it('attempts keep a distance from each other', async () => {
    await outcomes(Array.from({ length: 100 }, verify));
    expect(issuer.requests).toHaveLength(1);
    for (let second = 0; second < 10; second += 1) {
      for (let i = 0; i < 20; i += 1) {
        now += 50;
        await outcomes([verify()]);
      }
    }
    // 100, 200, 400, then 800 ms apart.
    expect(issuer.requests.length).toBeLessThanOrEqual(16);
  });

  it('it is noticed within a second that the issuer is back', async () => {
    for (let i = 0; i < 100; i += 1) {
      now += 100;
      await outcomes([verify()]);
    }
    issuer.reachable = true;
    now += 1000;
    await expect(verify()).resolves.toBeDefined();
  });

  it('an unusable token is refused all the same', async () => {
    await expect(verifier.verify('a.b.c')).rejects.toThrow(
      expect.objectContaining({ status: 401 }),
    );
  });
});

describe('while the issuer is down and its keys are known', () => {
  beforeEach(async () => {
    await verify();
    issuer.reachable = false;
    now += 10 * minute;
  });

  it('the last keys serve for one hour more, and no longer', async () => {
    await verify();
    now += 60 * minute - 1;
    await verify();
    now += 1;
    await expect(verify()).rejects.toThrow(unavailable);
  });

  it('once that is known, nobody waits for the next attempt', async () => {
    await verify();
    silent = true;
    now += 10_000;
    await verify();
  });

  it('an attempt is made every ten seconds', async () => {
    await verify();
    const before = issuer.requests.length;
    for (let second = 0; second < 60; second += 1) {
      now += 1000;
      await verify();
    }
    expect([5, 6]).toContain(issuer.requests.length - before);
  });

  it('an unknown key cannot be judged', async () => {
    await verify();
    await expect(verifier.verify(await unknownKey())).rejects.toThrow(unavailable);
  });

  it('keys of an issuer that came back under another address are found', async () => {
    await verify();
    issuer.reachable = true;
    issuer.documents.set('https://auth.example.com/.well-known/oauth-authorization-server', {
      issuer: issuer.issuer,
      jwks_uri: 'https://keys.example.com/jwks',
    });
    issuer.documents.set(
      'https://keys.example.com/jwks',
      issuer.documents.get('https://auth.example.com/jwks'),
    );
    now += 10_000;
    await verify();
    await expect.poll(() => issuer.requests.at(-1)).toBe('https://keys.example.com/jwks');
  });
});
