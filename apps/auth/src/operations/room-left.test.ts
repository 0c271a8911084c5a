import { expect, test } from 'vitest';
import { RoomLeft } from './room-left.ts';

test.each(['53100', 'ENOSPC', 'EDQUOT'])('is gone for three seconds after %s', (fault) => {
  let now = 0;
  const room = new RoomLeft(() => now);
  expect(room.isThere).toBe(true);
  room.note({ fault });
  expect(room.isThere).toBe(false);
  now = 2_999;
  expect(room.isThere).toBe(false);
  now = 3_000;
  expect(room.isThere).toBe(true);
});

test('is there whatever else the database suffers from', () => {
  const room = new RoomLeft();
  room.note({ fault: '57P01' });
  expect(room.isThere).toBe(true);
});
