import { beforeEach, describe, expect, it } from 'vitest';

import type { TestStatusList } from '../testing/index.ts';
import { statusScene, type StatusScene, type TestClock } from './status.fixture.ts';
import type { StatusCheckedVerifier } from './status-checked.ts';

let clock: TestClock;
let list: TestStatusList;
let problems: unknown[];
let checked: StatusScene['checked'];
let tokenAt: StatusScene['tokenAt'];
let verifier: StatusCheckedVerifier;

beforeEach(async () => {
  ({ clock, list, problems, checked, tokenAt } = await statusScene());
  verifier = checked();
});

const answers = () => list.requests.map(({ status }) => status);
const revoked = expect.objectContaining({
  code: 'token_revoked',
  error: 'invalid_token',
  status: 401,
});
const unavailable = expect.objectContaining({ code: 'issuer_unavailable', status: 503 });

describe('without timers', () => {
  it('a list is as old as the request for it, however long the answer took', async () => {
    verifier = checked({
      timer: () => () => {},
      fetch: async (url, init) => {
        await clock.pass(2000);
        return list.fetch(url, init);
      },
    });
    const token = await tokenAt(7);
    await verifier.verify(token);
    await clock.pass(4999);
    await verifier.verify(token);
    expect(list.requests).toHaveLength(1);
    await clock.pass(1);
    await verifier.verify(token);
    expect(list.requests).toHaveLength(2);
  });

  it('a failure that is over is forgotten: the next request waits for a fresh list again', async () => {
    verifier = checked({ timer: () => () => {} });
    const token = await tokenAt(7);
    list.fault = 'down';
    await expect(verifier.verify(token)).rejects.toThrow(unavailable);
    list.fault = undefined;
    await clock.pass(800);
    await verifier.verify(token);
    list.set(7);
    await clock.pass(7000);
    await expect(verifier.verify(token)).rejects.toThrow(revoked);
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
    const late = new Promise((resolve) => setTimeout(resolve, 20_000, 'it waited'));
    expect(await Promise.race([verifier.verify(token), late])).toMatchObject({ token });
    verifier.close();
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

  it('that has expired is fetched anew by the next request, however young it is', async () => {
    list.changes = { claims: { exp: clock.now() / 1000 + 1 } };
    verifier = checked({ timer: () => () => {} });
    const token = await tokenAt(7);
    await verifier.verify(token);
    list.changes = {};
    await clock.pass(6000);
    await expect(verifier.verify(token)).resolves.toBeDefined();
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
    expect(problems).toEqual([expect.objectContaining({ code: 'issuer_response_refused' })]);
  });
});
