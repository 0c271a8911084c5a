import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sideBySide } from './side-by-side.mjs';

/** Checks that end when they are told, and what was printed and begun until then. */
function stage() {
  /** @type {string[]} */
  const begun = [];
  /** @type {string[]} */
  const printed = [];
  /** @type {Record<string, { end: (result: string) => void, fail: (error: Error) => void, print: (line: string) => void }>} */
  const running = {};
  return {
    begun,
    printed,
    running,
    /** @param {readonly { id: string, beside?: boolean, alone?: boolean }[]} checks */
    start: (checks) =>
      sideBySide(
        checks,
        ({ id }, print) => {
          begun.push(id);
          const { promise, resolve, reject } = Promise.withResolvers();
          running[id] = { end: resolve, fail: reject, print };
          return promise;
        },
        (line) => printed.push(line),
      ),
  };
}

test('one check begins when the one before has ended', async () => {
  const { begun, running, start } = stage();
  const all = start([{ id: 'one' }, { id: 'two' }]);
  await turn();
  expect(begun).toEqual(['one']);
  running['one']?.end('first');
  await turn();
  expect(begun).toEqual(['one', 'two']);
  running['two']?.end('second');
  expect(await all).toEqual(['first', 'second']);
});

test('one that goes beside keeps nobody waiting, and its lines come when nobody else prints', async () => {
  const { begun, printed, running, start } = stage();
  const all = start([{ id: 'beside', beside: true }, { id: 'one' }, { id: 'two' }]);
  await turn();
  expect(begun).toEqual(['beside', 'one']);
  running['beside']?.print('held back');
  running['one']?.print('one');
  running['one']?.end('');
  await turn();
  running['two']?.print('two');
  expect(printed).toEqual(['one', 'two']);
  running['two']?.end('');
  await turn();
  running['beside']?.print('at once');
  expect(printed).toEqual(['one', 'two', 'held back', 'at once']);
  running['beside']?.end('last, and told first');
  expect(await all).toEqual(['last, and told first', '', '']);
});

test('one that is alone waits for those beside', async () => {
  const { begun, running, start } = stage();
  const all = start([{ id: 'beside', beside: true }, { id: 'one' }, { id: 'alone', alone: true }]);
  running['one']?.end('');
  await turn();
  expect(begun).toEqual(['beside', 'one']);
  running['beside']?.end('');
  await turn();
  expect(begun).toEqual(['beside', 'one', 'alone']);
  running['alone']?.end('');
  await all;
});

test('what is thrown beside is thrown in the end', async () => {
  const { running, start } = stage();
  const all = start([{ id: 'beside', beside: true }, { id: 'one' }]);
  running['beside']?.fail(new Error('stopped'));
  await turn();
  running['one']?.end('');
  await expect(all).rejects.toThrow('stopped');
});
