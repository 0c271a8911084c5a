import { totalmem } from 'node:os';
import { Environment } from '@gatehouse/environment';
import { afterEach, expect, test, vi } from 'vitest';
import { availableMemory, readLittleMemory } from './embedded-memory.ts';
import type { Variable } from './variables.ts';

const MIB = 1024 ** 2;

function little(value: string | undefined, mebibytes: number) {
  const environment = new Environment<Variable>({ EMBEDDED_DATABASE_MEMORY: value });
  const answer = readLittleMemory(environment, mebibytes * MIB);
  environment.faults.throwIfAny();
  return answer;
}

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  [undefined, 1024, true],
  [undefined, 1535, true],
  [undefined, 1536, false],
  ['auto', 512, true],
  ['auto', 8192, false],
  ['small', 8192, true],
  ['full', 512, false],
])('EMBEDDED_DATABASE_MEMORY %s and %i MiB: little is %s', (value, available, expected) => {
  expect(little(value, available)).toBe(expected);
});

test('another word is a fault that names the right ones', () => {
  expect(() => little('tiny', 512)).toThrow(/EMBEDDED_DATABASE_MEMORY.*(auto|small|full)/s);
});

test.each([
  ['a limit of the container', 512 * MIB, 512 * MIB],
  ['no limit that is known', 0, totalmem()],
  ['the largest number where there is no limit', 2 ** 64, totalmem()],
])('what this process may have, with %s', (_what, limit, expected) => {
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(limit);
  expect(availableMemory()).toBe(expected);
});
