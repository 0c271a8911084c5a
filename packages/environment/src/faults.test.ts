import { expect, test } from 'vitest';
import { ConfigurationError, Faults } from './faults.ts';

test('every fault is told at once, in the order they were found, one line each', () => {
  const faults = new Faults();
  faults.add('A', 'is not set', 'Set it.');
  faults.add('B', 'is "x"', 'It takes a, b.');
  expect(() => faults.throwIfAny()).toThrow(
    new ConfigurationError([
      { variable: 'A', problem: 'is not set', remedy: 'Set it.' },
      { variable: 'B', problem: 'is "x"', remedy: 'It takes a, b.' },
    ]),
  );
  expect(() => faults.throwIfAny()).toThrow('A is not set. Set it.\nB is "x". It takes a, b.');
});

test('nothing wrong is no error', () => {
  const faults = new Faults();
  expect(faults.isEmpty).toBe(true);
  expect(() => faults.throwIfAny()).not.toThrow();
});

test('one mistake can be told once', () => {
  const faults = new Faults();
  faults.add('A', 'is not set', 'Set it.');
  expect([faults.has('A'), faults.has('B'), faults.isEmpty]).toEqual([true, false, false]);
});
