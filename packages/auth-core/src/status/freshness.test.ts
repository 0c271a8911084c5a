import { beforeEach, describe, expect, it } from 'vitest';

import {
  createTestIssuer,
  type TestIssuer,
  type TestStatusList,
  testStatusList,
} from '../testing/index.ts';
import { jwtVerifier } from '../verifiers/jwt.ts';
import type { StatusCheckOptions } from './options.ts';
import { type TestClock, testClock } from './status.fixture.ts';
import { type StatusCheckedVerifier, statusChecked } from './status-checked.ts';

const audience = 'https://mcp.example.com/mcp';

let clock: TestClock;
let issuer: TestIssuer;
let list: TestStatusList;
let problems: unknown[];
let verifier: StatusCheckedVerifier;

const checked = (options?: StatusCheckOptions) =>
  statusChecked(
    jwtVerifier({
      issuer: issuer.issuer,
      audience,
      fetch: issuer.fetch,
      clock: clock.now,
    }),
    {
      clock: clock.now,
      fetch: clock.watching(list.fetch, () => list.fault === 'silent'),
      timer: clock.timer,
      onProblem: (error) => problems.push(error),
      ...options,
    },
  );

beforeEach(async () => {
  problems = [];
  clock = testClock();
  issuer = await createTestIssuer({ audience, clock: clock.now });
  list = testStatusList({ issuer, clock: clock.now });
  verifier = checked();
});

const tokenAt = (index: number, life = 900) =>
  issuer.token({ claims: { status: list.reference(index), exp: clock.now() / 1000 + life } });
const answers = () => list.requests.map(({ status }) => status);
const revoked = expect.objectContaining({ code: 'token_revoked' });
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
    const answer = verifier.verify(await tokenAt(7));
    await expect.poll(clock.pending).toBe(1);
    verifier.close();
    await expect(answer).rejects.toThrow(unavailable);
    expect(clock.pending()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('is of as many lists as allowed, and the one not used for longest gives way', async () => {
    const others = [1, 2, 3].map((number) =>
      testStatusList({ issuer, uri: `${issuer.issuer}/status/${number}`, clock: clock.now }),
    );
    verifier = checked({
      maxLists: 2,
      fetch: clock.watching(
        (url, init) => (others.find(({ uri }) => uri === url) ?? list).fetch(url, init),
        () => false,
      ),
    });
    for (const other of others) {
      await clock.pass(1);
      await verifier.verify(await issuer.token({ claims: { status: other.reference(7) } }));
    }
    await clock.pass(4000);
    expect(others.map(({ requests }) => requests.length)).toEqual([1, 2, 2]);
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

describe('while the list cannot be had', () => {
  it.each([
    ['down', 'issuer_unreachable'],
    ['error', 'issuer_response_refused'],
    ['redirect', 'issuer_response_refused'],
    ['not a list', 'issuer_response_refused'],
    ['huge', 'issuer_response_refused'],
    ['bomb', 'issuer_status_list_invalid'],
    ['foreign key', 'issuer_status_list_invalid'],
    ['foreign subject', 'issuer_status_list_invalid'],
  ] as const)('because of %s, the last known one serves', async (fault, code) => {
    const token = await tokenAt(7);
    await verifier.verify(token);
    list.fault = fault;
    list.set(7);
    await clock.pass(4000);
    expect(problems).toEqual([expect.objectContaining({ code })]);
    await expect(verifier.verify(token)).resolves.toBeDefined();
    list.fault = undefined;
    await clock.pass(4000);
    await expect(verifier.verify(token)).rejects.toThrow(revoked);
  });

  it('the last known one serves for five minutes, then the policy answers', async () => {
    const open = checked({ fail: 'open' });
    const token = await tokenAt(7);
    await verifier.verify(token);
    await open.verify(token);
    list.fault = 'down';
    await clock.pass(299_999);
    await expect(verifier.verify(token)).resolves.toBeDefined();
    await clock.pass(1);
    await expect(verifier.verify(token)).rejects.toThrow(unavailable);
    await expect(open.verify(token)).resolves.toBeDefined();
  });

  it('what is known to be revoked stays so under either policy', async () => {
    list.set(7);
    const open = checked({ fail: 'open', maxStale: 10 });
    const token = await tokenAt(7);
    await expect(open.verify(token)).rejects.toThrow(revoked);
    list.fault = 'down';
    await clock.pass(60_000);
    await expect(open.verify(token)).rejects.toThrow(revoked);
    await expect(open.verify(await tokenAt(8))).resolves.toBeDefined();
  });

  it('without any, the policy answers, and attempts keep a distance from each other', async () => {
    list.fault = 'down';
    const open = checked({ fail: 'open' });
    for (let i = 0; i < 100; i += 1) {
      await expect(verifier.verify(await tokenAt(7))).rejects.toThrow(unavailable);
    }
    expect(list.requests).toHaveLength(1);
    await expect(open.verify(await tokenAt(7))).resolves.toBeDefined();
    list.fault = undefined;
    await clock.pass(800);
    await expect(verifier.verify(await tokenAt(7))).resolves.toBeDefined();
  });

  it('nobody waits for the next attempt who can be served with what is known', async () => {
    const token = await tokenAt(7);
    await verifier.verify(token);
    list.fault = 'down';
    await clock.pass(8000);
    list.fault = 'silent';
    await clock.pass(4000);
    await expect(verifier.verify(token)).resolves.toBeDefined();
  });
});

describe('a list', () => {
  it('counts until it expires, however short the time since it was fetched', async () => {
    list.changes = { claims: { exp: clock.now() / 1000 + 6 } };
    verifier = checked({ maxStale: 3600 });
    const token = await tokenAt(7);
    await verifier.verify(token);
    list.fault = 'down';
    await clock.pass(10_999);
    await expect(verifier.verify(token)).resolves.toBeDefined();
    await clock.pass(1);
    await expect(verifier.verify(token)).rejects.toThrow(unavailable);
  });

  it('is fetched whole when the one in hand is about to expire', async () => {
    list.changes = { claims: { exp: clock.now() / 1000 + 20 } };
    await verifier.verify(await tokenAt(7));
    await clock.pass(12_000);
    expect(answers()).toEqual([200, 304, 304, 200]);
    expect(list.requests.at(-1)?.ifNoneMatch).toBeNull();
  });

  it('older than the one in hand is not taken, so nothing comes back to life', async () => {
    const token = await tokenAt(7);
    list.set(7);
    await expect(verifier.verify(token)).rejects.toThrow(revoked);
    list.clear(7);
    list.changes = { claims: { iat: clock.now() / 1000 - 1 } };
    await clock.pass(4000);
    await expect(verifier.verify(token)).rejects.toThrow(revoked);
    expect(problems).toEqual([expect.objectContaining({ code: 'issuer_status_list_invalid' })]);
  });

  it('that was not asked for by ETag cannot be unchanged', async () => {
    verifier = checked({
      fetch: (url, init) =>
        url === list.uri
          ? Promise.resolve(new Response(null, { status: 304 }))
          : list.fetch(url, init),
    });
    await expect(verifier.verify(await tokenAt(7))).rejects.toThrow(unavailable);
  });
});
