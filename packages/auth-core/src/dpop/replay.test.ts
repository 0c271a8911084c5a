import { beforeEach, describe, expect, it } from 'vitest';

import type { AuthInfo } from '../contract/auth-info.ts';
import { createTestClientKey, type TestClientKey } from '../testing/index.ts';
import type { Presentation } from '../contract/verifier.ts';
import { dpop } from './dpop.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import type { DpopOptions } from './options.ts';
import type { ReplayStore } from './replay-store.ts';

const url = 'https://mcp.example.com/mcp';
const token = 'opaque';
const start = 1_800_000_000;

let now: number;
const clock = () => now * 1000;
let client: TestClientKey;

beforeEach(async () => {
  now = start;
  client = await createTestClientKey({ clock });
});

/** One instance of the server. It accepts every token, so that only the proof is tested. */
const instance = (options: DpopOptions = {}) =>
  dpop(
    { verify: async () => ({ confirmation: { jkt: client.jkt } }) as unknown as AuthInfo },
    { clock, ...options },
  );
const presented = (proof: string): Presentation => ({
  scheme: 'DPoP',
  proofs: [proof],
  method: 'POST',
  url,
});
const proof = (claims = {}) => client.proof({ method: 'POST', url, token }, { claims });
const replayed = expect.objectContaining({
  code: 'proof_replayed',
  error: 'invalid_dpop_proof',
  status: 401,
});
const unavailable = expect.objectContaining({ code: 'replay_store_unavailable', status: 503 });

/** A store like a shared database: every call takes some time. */
function sharedStore(): ReplayStore {
  const store = memoryReplayStore({ clock });
  const aWhile = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
  return {
    async remember(key, expiresAt) {
      await aWhile();
      const first = await store.remember(key, expiresAt);
      await aWhile();
      return first;
    },
  };
}

describe('a proof that comes again', () => {
  it('is refused', async () => {
    const verifier = instance();
    const used = presented(await proof());
    await verifier.verify(token, used);
    await expect(verifier.verify(token, used)).rejects.toThrow(replayed);
    await expect(verifier.verify(token, presented(await proof()))).resolves.toBeDefined();
  });

  it('is refused as long as it would be good otherwise', async () => {
    const verifier = instance();
    const used = presented(await proof({ iat: start + 60 }));
    await verifier.verify(token, used);
    for (const later of [60, 120]) {
      now = start + later;
      await expect(verifier.verify(token, used)).rejects.toThrow(replayed);
    }
    now = start + 121;
    await expect(verifier.verify(token, used)).rejects.toThrow(
      expect.objectContaining({ code: 'proof_not_current' }),
    );
  });

  it('is refused under another time with the same jti', async () => {
    const verifier = instance();
    await verifier.verify(token, presented(await proof({ jti: 'a', iat: start - 60 })));
    await expect(
      verifier.verify(token, presented(await proof({ jti: 'a', iat: start + 60 }))),
    ).rejects.toThrow(replayed);
  });

  it('is accepted exactly once of fifty at the same time, across instances with one store', async () => {
    const replayStore = sharedStore();
    const instances = Array.from({ length: 5 }, () => instance({ replayStore }));
    const used = presented(await proof());
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => instances.map((each) => each.verify(token, used))).flat(),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(49);
    for (const { reason } of refused) expect(reason).toEqual(replayed);
  });

  it('leaves proofs of another client with the same jti alone', async () => {
    const replayStore = memoryReplayStore({ clock });
    await instance({ replayStore }).verify(token, presented(await proof({ jti: 'a' })));
    client = await createTestClientKey({ clock });
    const other = presented(await proof({ jti: 'a' }));
    await expect(instance({ replayStore }).verify(token, other)).resolves.toBeDefined();
  });
});

describe('what a store is told', () => {
  const calls: [key: string, expiresAt: number][] = [];
  const replayStore: ReplayStore = {
    async remember(key, expiresAt) {
      calls.push([key, expiresAt]);
      return true;
    },
  };
  beforeEach(() => {
    calls.length = 0;
  });

  it('is a key that tells nothing, and a time after which the proof is of no use anywhere', async () => {
    const verifier = instance({ replayStore, maxAge: 30 });
    await verifier.verify(token, presented(await proof({ jti: 'secret' })));
    expect(calls).toEqual([[expect.stringMatching(/^[\w-]{43}$/), start + 60]]);
  });

  it('is nothing of a proof that is wrong', async () => {
    const verifier = instance({ replayStore });
    const other = await createTestClientKey({ clock });
    const target = { method: 'POST', url, token };
    const wrong = [
      await proof({ htm: 'GET' }),
      await other.proof(target),
      await other.proof(target, { header: { jwk: client.publicJwk } }),
    ];
    for (const each of wrong) {
      await expect(verifier.verify(token, presented(each))).rejects.toThrow(
        expect.objectContaining({ status: 401 }),
      );
    }
    expect(calls).toEqual([]);
  });
});

describe('a store that fails', () => {
  it('lets nobody in', async () => {
    const failing = { remember: () => Promise.reject(new Error('connection refused')) };
    await expect(
      instance({ replayStore: failing }).verify(token, presented(await proof())),
    ).rejects.toThrow(unavailable);
  });

  it('lets nobody in when it answers anything but true', async () => {
    for (const answer of ['OK', 1, null, undefined, {}]) {
      const odd = { remember: async () => answer } as unknown as ReplayStore;
      await expect(
        instance({ replayStore: odd }).verify(token, presented(await proof())),
      ).rejects.toThrow(replayed);
    }
  });
});

describe('the store in memory', () => {
  it('turns away what it has no room for, and forgets nothing early', async () => {
    const store = memoryReplayStore({ capacity: 2, clock });
    expect(await store.remember('a', now + 60)).toBe(true);
    expect(await store.remember('b', now + 60)).toBe(true);
    await expect(store.remember('c', now + 60)).rejects.toThrow(unavailable);
    expect(await store.remember('a', now + 60)).toBe(false);
  });

  it('remembers each proof to its last second', async () => {
    const store = memoryReplayStore({ clock });
    await store.remember('a', now + 89);
    for (const later of [60, 75, 88]) {
      now = start + later;
      expect(await store.remember('a', start + 89)).toBe(false);
    }
  });

  it('has room again when proofs have expired', async () => {
    const store = memoryReplayStore({ capacity: 2, clock });
    await store.remember('a', now + 60);
    await store.remember('b', now + 60);
    now += 59;
    expect(await store.remember('a', now + 60)).toBe(false);
    now += 31;
    expect(await store.remember('c', now + 60)).toBe(true);
    expect(await store.remember('d', now + 60)).toBe(true);
    await expect(store.remember('e', now + 60)).rejects.toThrow(unavailable);
  });

  it.each([0, -1, 1.5, Number.NaN])('cannot have room for %s', (capacity) => {
    expect(() => memoryReplayStore({ capacity })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});
