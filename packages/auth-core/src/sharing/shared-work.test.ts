import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { SharedWork } from './shared-work.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => {});
const after = (milliseconds: number, value: string) => () =>
  new Promise<string>((resolve) => setTimeout(() => resolve(value), milliseconds));

/** Joins, and notes what came of it. */
function joined(shared: SharedWork<string>, work: () => Promise<string>) {
  const one: { value?: string; error?: unknown } = {};
  shared.join(work).then(
    (value) => (one.value = value),
    (error: unknown) => (one.error = error),
  );
  return one;
}

describe.each([
  ['where anybody may settle a promise', undefined],
  ['where those who wait have to look', 20],
])('work that settles, %s', (_where, look) => {
  it('is done once for all who join while it runs, and again for who comes later', async () => {
    const shared = new SharedWork<string>({ look });
    const work = vi.fn<() => Promise<string>>(after(500, 'done'));
    const all = Array.from({ length: 100 }, () => joined(shared, work));
    await vi.advanceTimersByTimeAsync(520);
    expect(all.every(({ value }) => value === 'done')).toBe(true);
    expect(work).toHaveBeenCalledTimes(1);
    joined(shared, work);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('fails for all who wait, and is then done anew', async () => {
    const shared = new SharedWork<string>({ look });
    const failure = new Error('down');
    const all = Array.from({ length: 3 }, () => joined(shared, () => Promise.reject(failure)));
    await vi.advanceTimersByTimeAsync(20);
    expect(all.map(({ error }) => error)).toEqual([failure, failure, failure]);
    expect(shared.isRunning).toBe(false);
  });

  it('but slowly is begun once more each second, and its first result is for all', async () => {
    const shared = new SharedWork<string>({ look });
    const work = vi.fn<() => Promise<string>>(after(2500, 'slow'));
    const all = Array.from({ length: 100 }, () => joined(shared, work));
    await vi.advanceTimersByTimeAsync(4600);
    expect(all.every(({ value }) => value === 'slow')).toBe(true);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('leaves no timer behind', async () => {
    const shared = new SharedWork<string>({ look });
    joined(shared, () => Promise.resolve('done'));
    joined(shared, never);
    await vi.advanceTimersByTimeAsync(20);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe.each([
  ['where anybody may settle a promise', undefined],
  ['where those who wait have to look', 20],
])('work that never settles, because who began it is gone, %s', (_where, look) => {
  it('is taken over by one of those who wait, a second after it began', async () => {
    const shared = new SharedWork<string>({ look });
    joined(shared, never);
    await vi.advanceTimersByTimeAsync(400);
    const work = vi.fn<() => Promise<string>>(after(100, 'mine'));
    const all = Array.from({ length: 100 }, () => joined(shared, work));
    await vi.advanceTimersByTimeAsync(599);
    expect(work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(121);
    expect(all.every(({ value }) => value === 'mine')).toBe(true);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('is waited for by nobody who comes later than that', async () => {
    const shared = new SharedWork<string>({ look });
    joined(shared, never);
    await vi.advanceTimersByTimeAsync(1000);
    const one = joined(shared, () => Promise.resolve('at once'));
    await vi.advanceTimersByTimeAsync(0);
    expect(one).toEqual({ value: 'at once' });
  });

  it('costs one beginning a second, however many come and go', async () => {
    const shared = new SharedWork<string>({ look });
    const gone = vi.fn<() => Promise<never>>(never);
    for (let i = 0; i < 1000; i += 1) {
      joined(shared, gone);
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(gone.mock.calls.length).toBeLessThanOrEqual(11);
  });

  it('is given up by who has waited for three others in vain', async () => {
    const shared = new SharedWork<string>({ look });
    const all = Array.from({ length: 5 }, () => joined(shared, never));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(all.at(-1)?.error).toMatchObject({ code: 'issuer_unavailable' });
  });

  it('is begun anew in the background only when it is certainly lost', async () => {
    const shared = new SharedWork<string>({ look });
    shared.start(never);
    const work = vi.fn<() => Promise<never>>(never);
    await vi.advanceTimersByTimeAsync(14_999);
    shared.start(work);
    expect([shared.isLost, work.mock.calls.length]).toEqual([false, 0]);
    await vi.advanceTimersByTimeAsync(1);
    expect(shared.isLost).toBe(true);
    shared.start(work);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('is not waited for longer where the clock was set back', async () => {
    const shared = new SharedWork<string>({ look });
    joined(shared, never);
    vi.setSystemTime(Date.now() - 3_600_000);
    const one = joined(shared, () => Promise.resolve('mine'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(one).toEqual({ value: 'mine' });
  });
});
