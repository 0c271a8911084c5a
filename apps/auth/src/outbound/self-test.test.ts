import { BlockList } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createGuardedGet, type GuardedGet, type Network } from './guarded-get.ts';
import { tryGuard } from './self-test.ts';
import { startCanary } from './testing/canary.ts';

afterEach(() => vi.restoreAllMocks());

const faultOf = (guardedGet: GuardedGet, network: Partial<Network> = {}) =>
  tryGuard(guardedGet, network).then(
    () => undefined,
    (error: unknown) => String(error),
  );

test.each<Partial<Network>>([{}, { loopback: true }, { ownHost: 'auth.example' }])(
  'the guard passes, made with %o',
  async (network) => {
    const began = performance.now();
    expect(await faultOf(createGuardedGet(network), network)).toBeUndefined();
    // Far above what it takes, since this machine may have other work.
    expect(performance.now() - began).toBeLessThan(5000);
  },
);

test('a guard in a process where no address is judged any more does not', async () => {
  const guardedGet = createGuardedGet();
  const canary = await startCanary();
  vi.spyOn(BlockList.prototype, 'check').mockReturnValue(false);
  const network = { destination: () => ({ host: '127.0.0.1', port: canary.port }) };
  expect(await faultOf(createGuardedGet(network), network)).toBe(
    'OpenGuardError: Requests to addresses that strangers name are not guarded here: https://0.0.0.0/ was to be ' +
      'refused, and came to tls_failed. Something changes what Node does in this process: look at NODE_OPTIONS, ' +
      'at modules that are loaded before the server, and at changes to its code; or set CLIENT_DOCUMENTS=off.',
  );
  vi.restoreAllMocks();
  expect(await faultOf(guardedGet)).toBeUndefined();
  canary.close();
});

test.each<[string, GuardedGet, string]>([
  [
    'answers',
    async () => ({ status: 200, headers: new Headers(), body: Buffer.from('{}') }),
    'an answer with status 200',
  ],
  ['fails in a way of its own', () => Promise.reject(new TypeError('fetch failed')), 'an error'],
])('another function in its place, which %s, does not', async (_what, get, outcome) => {
  expect(await faultOf(get)).toContain(
    `https://0.0.0.0/ was to be refused, and came to ${outcome}.`,
  );
});
