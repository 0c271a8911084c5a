import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { storageOn, token } from '../storage/testing/fixtures.ts';
import { type Answer, FirstAnswer } from './first-answer.ts';

const NO: Answer = { did: 'decline' };
const allow = (...ticked: string[]): Answer => ({ did: 'allow', ticked });

describeEachDatabase('the first answer to an interaction', (open) => {
  let first: FirstAnswer;
  let replica: FirstAnswer;
  let uid: string;
  beforeAll(async () => {
    const database = await open();
    first = new FirstAnswer(storageOn(database).artifacts, 3600);
    replica = new FirstAnswer(storageOn(database).artifacts, 3600);
  });
  beforeEach(() => {
    uid = token();
  });

  test('counts, and so does the same once more, at another replica too', async () => {
    expect(await first.is(uid, allow('b', 'a'))).toBe(true);
    expect(await replica.is(uid, allow('a', 'b', 'a'))).toBe(true);
    expect(await first.is(token(), NO), 'of another interaction').toBe(true);
  });

  test.each<[string, Answer, Answer]>([
    ['Allow after Deny', NO, allow('a')],
    ['Deny after Allow', allow('a'), NO],
    ['Allow with other ticks', allow('a'), allow('a', 'b')],
    ['Allow with the ticks in one', allow('a', 'b'), allow('a b')],
    ['a sign-in after Cancel', NO, { did: 'sign in' }],
  ])('leaves no place for %s', async (_what, one, other) => {
    expect(await first.is(uid, one)).toBe(true);
    expect(await replica.is(uid, other)).toBe(false);
    expect(await first.is(uid, one)).toBe(true);
  });

  test('of many different ones at once is one', async () => {
    const answers = Array.from({ length: 12 }, (_, index) => allow(`scope ${index}`));
    const counted = await Promise.all(
      answers.map((answer, index) => (index % 2 === 0 ? first : replica).is(uid, answer)),
    );
    expect(counted.filter(Boolean)).toHaveLength(1);
  });
});
