import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('unless told otherwise, every workload is compared with the bare library', () => {
  const options = readOptions([]);
  expect(options).toMatchObject({ against: undefined, rounds: 30, quick: false, profile: false });
  expect(options.workloads).toContain('metadata');
  expect(options.workloads).toContain('introspection');
});

test('another checkout, some workloads and the number of rounds can be named', () => {
  const args = ['--', '--against', '../earlier', '--only', 'metadata,jwks', '--rounds', '7'];
  expect(readOptions(args)).toMatchObject({
    against: '../earlier',
    workloads: ['metadata', 'jwks'],
    rounds: 7,
  });
});

test('a quick run is one round of little', () => {
  expect(readOptions(['--quick'])).toMatchObject({ rounds: 1, requests: 300, burnIn: 200 });
});

test.each([['--only', 'metadata,unheard-of'], ['--rounds', '0'], ['--unheard-of']])(
  '%s %s is refused',
  (...args) => {
    expect(() => readOptions(args)).toThrow(TypeError);
  },
);
