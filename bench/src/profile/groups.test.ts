import { expect, test } from 'vitest';
import type { CallFrame } from './cpu-profile.ts';
import { byGroup, groupOf } from './groups.ts';
import { timeSpent } from './cpu-profile.ts';

const frame = (url: string, functionName = 'f'): CallFrame => ({
  functionName,
  url,
  lineNumber: 0,
});
const PG = frame('file:///x/node_modules/.pnpm/pg@8/node_modules/pg/lib/client.js');
const KOA = frame('file:///x/node_modules/.pnpm/koa@3/node_modules/koa/lib/application.js');
const OURS = frame('file:///x/apps/auth/dist/main.js');
const SOCKET = frame('node:net');
const BUILT_IN = frame('', 'writev');

test('a socket counts for the database driver where the driver writes to it', () => {
  expect(groupOf([BUILT_IN, SOCKET, PG, OURS])).toBe('database driver');
});

test('a socket counts for HTTP where Koa writes to it', () => {
  expect(groupOf([BUILT_IN, SOCKET, KOA])).toBe('HTTP and sockets');
});

test('a built-in function counts for its caller', () => {
  expect(groupOf([frame('', 'stringify'), OURS, KOA])).toBe('our own code');
});

test('a signature counts as such, whoever asked for it', () => {
  expect(groupOf([frame('', 'run'), frame('node:internal/crypto/sig'), OURS])).toBe(
    'signing, sealing, hashing',
  );
});

test('idle time and the recorder are left out of the sums', () => {
  const profile = {
    nodes: [
      { id: 1, callFrame: frame('', '(root)'), children: [2, 3, 4] },
      { id: 2, callFrame: frame('', '(idle)') },
      { id: 3, callFrame: frame('node:inspector', 'post') },
      { id: 4, callFrame: OURS },
    ],
    samples: [2, 3, 4, 4],
    timeDeltas: [100, 200, 300, 400],
  };
  expect(byGroup(timeSpent(profile))).toEqual([['our own code', 700]]);
});
