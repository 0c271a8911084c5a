import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchedLines } from './batched-lines.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch() {
  const writes: string[] = [];
  let time = 1_000;
  const lines = batchedLines({ write: (text) => void writes.push(text), now: () => time });
  const pass = (milliseconds: number) => {
    time += milliseconds;
    vi.advanceTimersByTime(milliseconds);
  };
  return { lines, writes, pass };
}

const line = (text: string, level = 30) => `{"level":${level},"msg":"${text}"}\n`;

test('a line after a pause is written at once', () => {
  const { lines, writes, pass } = watch();
  lines.write(line('one'));
  pass(11);
  lines.write(line('two'));
  expect(writes).toEqual([line('one'), line('two')]);
});

test('lines one after the other are written together, in their order, soon', () => {
  const { lines, writes, pass } = watch();
  for (const one of ['one', 'two', 'three', 'four']) lines.write(line(one));
  expect(writes).toEqual([line('one')]);
  pass(10);
  expect(writes).toEqual([line('one'), line('two') + line('three') + line('four')]);
});

test.each([40, 50, 60])(
  'a line of level %d waits for nothing, after those that waited',
  (level) => {
    const { lines, writes } = watch();
    lines.write(line('one'));
    lines.write(line('two'));
    lines.write(line('three', level));
    expect(writes).toEqual([line('one'), line('two') + line('three', level)]);
  },
);

test('a great deal does not wait', () => {
  const { lines, writes } = watch();
  lines.write(line('one'));
  lines.write(line('x'.repeat(70_000)));
  expect(writes).toHaveLength(2);
});

test('the end of the process writes what was kept, once', () => {
  const { lines, writes, pass } = watch();
  lines.write(line('one'));
  lines.write(line('two'));
  lines.flush();
  lines.flush();
  pass(100);
  expect(writes).toEqual([line('one'), line('two')]);
});
