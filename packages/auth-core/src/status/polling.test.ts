import { beforeEach, describe, expect, it } from 'vitest';

import { type TestIssuer, type TestStatusList, testStatusList } from '../testing/index.ts';
import { statusScene, type StatusScene, type TestClock } from './status.fixture.ts';
import type { StatusCheckedVerifier } from './status-checked.ts';

let clock: TestClock;
let issuer: TestIssuer;
let list: TestStatusList;
let problems: unknown[];
let checked: StatusScene['checked'];
let tokenAt: StatusScene['tokenAt'];
let verifier: StatusCheckedVerifier;

beforeEach(async () => {
  ({ clock, issuer, list, problems, checked, tokenAt } = await statusScene());
  verifier = checked();
});

const answers = () => list.requests.map(({ status }) => status);
const revoked = expect.objectContaining({
  code: 'token_revoked',
  error: 'invalid_token',
  status: 401,
});
const unavailable = expect.objectContaining({ code: 'issuer_unavailable', status: 503 });

describe('polling', () => {
  it('asks every four seconds for what has changed', async () => {
    await verifier.verify(await tokenAt(7));
    await clock.pass(8000);
    expect(answers()).toEqual([200, 304, 304]);
    list.set(8);
    await clock.pass(8000);
    expect(answers()).toEqual([200, 304, 304, 200, 304]);
  });

  it('goes by ttl where that is shorter, though not below a second', async () => {
    list.changes = { claims: { ttl: 2 } };
    await verifier.verify(await tokenAt(7));
    await clock.pass(4000);
    expect(list.requests).toHaveLength(3);
    list.changes = { claims: { ttl: 0.001 } };
    list.set(8);
    await clock.pass(2000);
    await clock.pass(2000);
    expect(list.requests).toHaveLength(6);
  });

  it('ends when the last token of the list has expired', async () => {
    await verifier.verify(await tokenAt(7, 20));
    await verifier.verify(await tokenAt(8, 10));
    await clock.pass(24_000);
    expect(list.requests).toHaveLength(5);
    expect(clock.pending()).toBe(0);
    await clock.pass(3_600_000);
    expect(list.requests).toHaveLength(5);
    await expect(verifier.verify(await tokenAt(7))).resolves.toBeDefined();
    expect(answers().at(-1)).toBe(200);
  });

  it('goes on for tokens that came later', async () => {
    await verifier.verify(await tokenAt(7, 20));
    await clock.pass(16_000);
    await verifier.verify(await tokenAt(8, 20));
    await clock.pass(12_000);
    expect(list.requests).toHaveLength(8);
  });

  it('is not given up at once for a token that has just expired and still counts', async () => {
    const token = await tokenAt(7, 10);
    await clock.pass(13_000);
    await verifier.verify(token);
    await clock.pass(4000);
    expect(list.requests).toHaveLength(2);
  });

  it('ends with close(), and what is known serves as long as it may', async () => {
    const token = await tokenAt(7);
    await verifier.verify(token);
    verifier.close();
    expect(clock.pending()).toBe(0);
    await clock.pass(60_000);
    await expect(verifier.verify(token)).resolves.toBeDefined();
    await clock.pass(240_000);
    await expect(verifier.verify(token)).rejects.toThrow(unavailable);
    expect(list.requests).toHaveLength(1);
  });

  it('is given up in the middle of a fetch by close()', async () => {
    list.fault = 'silent';
    let signal: AbortSignal | undefined | null;
    verifier = checked({
      fetch: (url, init) => {
        signal = init.signal;
        return list.fetch(url, init);
      },
    });
    const answer = verifier.verify(await tokenAt(7));
    await expect.poll(clock.pending).toBe(1);
    expect(signal?.aborted).toBe(false);
    verifier.close();
    expect(signal?.aborted).toBe(true);
    await expect(answer).rejects.toThrow(unavailable);
    expect(clock.pending()).toBe(0);
    expect(problems).toEqual([]);
  });

  describe('of several lists', () => {
    let others: TestStatusList[];
    const counts = () => others.map(({ requests }) => requests.length);
    const use = async (other: TestStatusList | undefined, life = 900) => {
      const claims = { status: other?.reference(7), exp: clock.now() / 1000 + life };
      await verifier.verify(await issuer.token({ claims }));
      await clock.pass(1000);
    };

    beforeEach(() => {
      others = [1, 2, 3].map((number) =>
        testStatusList({ issuer, uri: `${issuer.issuer}/status/${number}`, clock: clock.now }),
      );
      verifier = checked({
        maxLists: 2,
        fetch: clock.watching(
          (url, init) => (others.find(({ uri }) => uri === url) ?? list).fetch(url, init),
          () => false,
        ),
      });
    });

    it('is of no more than allowed, and the one not used for longest gives way', async () => {
      for (const other of others) await use(other);
      await clock.pass(3000);
      expect(counts()).toEqual([1, 2, 2]);
    });

    it('makes room when one is needed no more', async () => {
      await use(others[0], 2);
      await clock.pass(11_000);
      const before = counts()[0];
      await use(others[1]);
      await use(others[2]);
      await clock.pass(3000);
      expect(counts()).toEqual([before, 2, 2]);
    });
  });

  it('where timers do not run, a request finds that the list is old and waits for a fresh one', async () => {
    verifier = checked({ timer: () => () => {} });
    const token = await tokenAt(7);
    await verifier.verify(token);
    list.set(7);
    await clock.pass(6999);
    await expect(verifier.verify(token)).resolves.toBeDefined();
    await clock.pass(1);
    await expect(verifier.verify(token)).rejects.toThrow(revoked);
    expect(answers()).toEqual([200, 200]);
  });
});
