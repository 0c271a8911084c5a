import { beforeEach, describe, expect, it } from 'vitest';

import { type TestIssuer, type TestStatusList, testStatusList } from '../testing/index.ts';
import type { Verifier } from '../contract/verifier.ts';
import type { StatusCheckOptions } from './options.ts';
import { statusScene, type StatusScene, type TestClock } from './status.fixture.ts';
import type { StatusCheckedVerifier } from './status-checked.ts';

let clock: TestClock;
let issuer: TestIssuer;
let list: TestStatusList;
let problems: unknown[];
let jwts: StatusScene['jwts'];
let checked: StatusScene['checked'];
let tokenAt: StatusScene['tokenAt'];
let verifier: StatusCheckedVerifier;

beforeEach(async () => {
  ({ clock, issuer, list, problems, jwts, checked, tokenAt } = await statusScene());
  verifier = checked();
});

const revoked = expect.objectContaining({
  code: 'token_revoked',
  error: 'invalid_token',
  status: 401,
});
const invalid = expect.objectContaining({ code: 'token_status_invalid', status: 401 });
const unavailable = expect.objectContaining({ code: 'issuer_unavailable', status: 503 });

describe('a token with a place in a status list', () => {
  it('is accepted while the list says that it is valid, and the others are of no concern', async () => {
    list.set(6);
    list.set(8);
    await expect(verifier.verify(await tokenAt(7))).resolves.toMatchObject({ subject: 'user-1' });
    await expect(verifier.verify(await tokenAt(6))).rejects.toThrow(revoked);
  });

  it('is refused within four seconds of its revocation, with no fetch of its own', async () => {
    const token = await tokenAt(7);
    await verifier.verify(token);
    list.set(7);
    await verifier.verify(token);
    expect(list.requests).toHaveLength(1);
    await clock.pass(4000);
    await expect(verifier.verify(token)).rejects.toThrow(revoked);
    expect(list.requests).toHaveLength(2);
  });

  it('is accepted again when the list says so', async () => {
    const token = await tokenAt(7);
    list.set(7, 1);
    await expect(verifier.verify(token)).rejects.toThrow(revoked);
    list.clear(7);
    await clock.pass(4000);
    await expect(verifier.verify(token)).resolves.toBeDefined();
  });

  it.each([1, 2, 3])('is refused whatever the status is, if it is not 0: %i', async (status) => {
    const wide = testStatusList({ issuer, clock: clock.now, bits: 2 });
    wide.set(7, status);
    verifier = checked({ fetch: wide.fetch });
    await expect(verifier.verify(await tokenAt(7))).rejects.toThrow(revoked);
    await expect(verifier.verify(await tokenAt(6))).resolves.toBeDefined();
  });

  it('is refused when the list has no such place', async () => {
    await expect(verifier.verify(await tokenAt(1023))).resolves.toBeDefined();
    await expect(verifier.verify(await tokenAt(1024))).rejects.toThrow(invalid);
    await expect(verifier.verify(await tokenAt(Number.MAX_SAFE_INTEGER))).rejects.toThrow(invalid);
  });

  it('is looked up again however often the verifier inside has accepted it', async () => {
    const token = await tokenAt(7);
    const auth = await verifier.verify(token);
    const remembering = checked({ keys: { issuer: issuer.issuer } }, { verify: async () => auth });
    await remembering.verify(token);
    list.set(7);
    await clock.pass(4000);
    await expect(remembering.verify(token)).rejects.toThrow(revoked);
  });

  it('has nothing fetched for it when it is not to be accepted anyway', async () => {
    const claims = { status: list.reference(7), aud: 'https://other.example.com' };
    await expect(verifier.verify(await issuer.token({ claims }))).rejects.toThrow(
      expect.objectContaining({ code: 'token_audience_mismatch' }),
    );
    const forged = `${(await tokenAt(7)).slice(0, -4)}AAAA`;
    await expect(verifier.verify(forged)).rejects.toThrow(
      expect.objectContaining({ code: 'token_signature_invalid' }),
    );
    expect(list.requests).toEqual([]);
  });
});

describe('a token without one', () => {
  it('is left to the verifier inside', async () => {
    await expect(verifier.verify(await issuer.token())).resolves.toBeDefined();
    expect(list.requests).toEqual([]);
  });
});

describe('the first token of a list', () => {
  it('waits for it, with all others at the same time, and it is fetched once', async () => {
    const tokens = await Promise.all([1, 2, 3, 4, 5].map((index) => tokenAt(index)));
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(list.requests).toEqual([
      {
        accept: 'application/statuslist+jwt',
        ifNoneMatch: null,
        redirect: 'manual',
        status: 200,
      },
    ]);
  });

  it('waits three seconds at most, then the policy answers', async () => {
    list.fault = 'silent';
    for (const [fail, outcome] of [
      ['closed', 503],
      ['open', 'accepted'],
    ] as const) {
      const answer = checked({ fail, timeout: 3 })
        .verify(await tokenAt(7))
        .then(
          () => 'accepted',
          (error: unknown) => (error as { status: number }).status,
        );
      let answered = false;
      void answer.finally(() => (answered = true));
      await expect.poll(clock.pending).toBe(1);
      await clock.pass(2999);
      expect(answered).toBe(false);
      await clock.pass(1);
      expect(await answer).toBe(outcome);
    }
  });
});

describe('the keys of lists', () => {
  it('are those the verifier inside has, fetched once for both', async () => {
    await verifier.verify(await tokenAt(7));
    expect(issuer.requests.filter((url) => url.endsWith('/jwks'))).toHaveLength(1);
  });

  it('may be said, where the verifier inside has none', async () => {
    const auth = await verifier.verify(await tokenAt(7));
    const inner: Verifier = { verify: async () => auth };
    expect(() => checked({}, inner)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
    verifier = checked({ keys: { issuer: [issuer.issuer] } }, inner);
    await expect(verifier.verify('token')).resolves.toBeDefined();
  });

  it('may change, as those of tokens do', async () => {
    await verifier.verify(await tokenAt(7));
    await clock.pass(30_000);
    await issuer.rotate();
    list.set(7);
    await clock.pass(4000);
    await expect(verifier.verify(await tokenAt(7))).rejects.toThrow(revoked);
    expect(list.requests.at(-1)?.status).toBe(200);
    expect(problems).toEqual([]);
  });
});

describe('construction', () => {
  it.each([
    { fail: 'maybe' },
    { maxStale: -1 },
    { maxStale: Number.NaN },
    { pollInterval: 0 },
    { pollInterval: Number.NaN },
    { timeout: 0 },
    { timeout: 61 },
    { maxResponseBytes: 0 },
    { maxListBytes: Number.POSITIVE_INFINITY },
    { maxLists: 0 },
    { clockTolerance: 301 },
    { origins: ['https://auth.example.com/'] },
    { origins: ['http://auth.example.com'] },
    { origins: ['*'] },
    { keys: { issuer: [], jwks: { keys: [] } } },
  ])('refuses %j', (options) => {
    expect(() => checked(options as unknown as StatusCheckOptions)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});

it('a verifier around it tells the same about itself as the one inside', () => {
  const inner = jwts();
  expect(checked({}, inner).recognises).toBe(inner.recognises);
  expect(checked({}, inner).signingKeys).toBe(inner.signingKeys);
});

it('a 503 says nothing of the list to the outside', async () => {
  list.fault = 'down';
  const error: unknown = await verifier.verify(await tokenAt(7)).catch((reason: unknown) => reason);
  expect(error).toEqual(unavailable);
  expect(error).toMatchObject({ cause: { code: 'issuer_unreachable' } });
  expect((error as { description: string }).description).not.toContain('status');
});
