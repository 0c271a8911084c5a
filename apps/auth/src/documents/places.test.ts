import { expect, test } from 'vitest';
import { Places } from './places.ts';

test('one host, one caller and all together have so many places, and get them back', () => {
  const places = new Places();
  const taken: (() => void)[] = [];
  const take = (host: string, caller: string) => {
    const place = places.take(host, caller);
    if (place !== undefined) taken.push(place);
    return place !== undefined;
  };
  const repeat = (times: number, one: (turn: number) => boolean) =>
    Array.from({ length: times }, (_, turn) => one(turn)).filter(Boolean).length;
  expect(repeat(9, (turn) => take('one.example', `${turn}`))).toBe(4);
  expect(repeat(20, (turn) => take(`${turn}.example`, 'one caller'))).toBe(8);
  expect(repeat(100, (turn) => take(`host${turn}.example`, `caller ${turn}`))).toBe(36);
  expect(places.taken).toBe(48);
  for (const place of taken) place();
  expect(places.taken).toBe(0);
  expect(take('one.example', 'one caller')).toBe(true);
});
