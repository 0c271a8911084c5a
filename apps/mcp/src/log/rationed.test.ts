import { beforeEach, expect, it } from 'vitest';

import { type Rationed, rationed } from './rationed.ts';

let now: number;
let lines: string[];
let tell: Rationed;
beforeEach(() => {
  now = 1_000;
  lines = [];
  tell = rationed(() => now);
});
const say = (kind: string) => tell(kind, (times) => lines.push(`${kind} ${times}`));

it('the first of each kind is told at once, the others are counted for five seconds', () => {
  for (let n = 0; n < 100; n += 1) say('down');
  say('other');
  now += 4_999;
  say('down');
  expect(lines).toEqual(['down 1', 'other 1']);
  now += 1;
  say('down');
  say('down');
  expect(lines).toEqual(['down 1', 'other 1', 'down 101']);
});

it('kinds without end fill neither the log nor the memory', () => {
  for (let n = 0; n < 10_000; n += 1) say(`made up ${n}`);
  expect(lines).toHaveLength(51);
  now += 5_000;
  say('made up again');
  expect(lines.at(-1)).toBe('made up again 1');
});
