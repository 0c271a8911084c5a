import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { afterEach, expect, it, vi } from 'vitest';

import { endStreamAtExpiry } from './expiry.ts';

vi.useFakeTimers();
afterEach(() => vi.clearAllTimers());

/** An answer to a request whose token lives for so many seconds, and whether it was cut off. */
function streaming(seconds: number): () => boolean {
  let isCut = false;
  const res = Object.assign(new EventEmitter(), {
    destroy() {
      isCut = true;
    },
  });
  const req = { auth: { expiresAt: Date.now() / 1000 + seconds } };
  endStreamAtExpiry(Date.now)(req as unknown as Request, res as unknown as Response, () => {});
  return () => isCut;
}

it('a stream is cut off five seconds after its token has expired, and not before', () => {
  const isCut = streaming(60);
  vi.advanceTimersByTime(64_000);
  expect(isCut()).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(isCut()).toBe(true);
});

it.each([30 * 86_400, 366 * 86_400, 1e300])(
  'a token that lives for %d seconds does not have its stream cut off at once',
  (seconds) => {
    const isCut = streaming(seconds);
    vi.advanceTimersByTime(86_400_000);
    expect(isCut()).toBe(false);
  },
);
