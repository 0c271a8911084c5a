import { expect, test } from 'vitest';
import { UnitOfWork } from '../storage/unit-of-work.ts';
import type { Event } from './event.ts';
import { Events } from './events.ts';

const EVENT: Event = { type: 'grant_ended', grantId: 'a grant', reason: 'revoked' };

function watched({ isBeside = true, throws = false } = {}) {
  const order: string[] = [];
  const events = new Events({
    circumstances: () => ({ requestId: 'a request' }),
    beside: isBeside
      ? [
          (event, unit, { requestId }) =>
            void order.push(`before ${event.type} ${requestId} ${unit instanceof UnitOfWork}`),
        ]
      : [],
    after: [
      () => {
        if (throws) throw new Error('a listener fails');
      },
      (event, { requestId }) => void order.push(`after ${event.type} ${requestId}`),
    ],
    onError: (error) => void order.push(String(error)),
  });
  return { events, order };
}

test('rows are asked for before the change, and it is told afterwards', async () => {
  const { events, order } = watched();
  await events.commit(EVENT, async (unit) => void order.push(`change ${unit !== undefined}`));
  expect(order).toEqual([
    'before grant_ended a request true',
    'change true',
    'after grant_ended a request',
  ]);
});

test('what was not changed, or failed, is not told', async () => {
  const { events, order } = watched({ isBeside: false });
  await events.commit(
    EVENT,
    () => Promise.resolve(),
    () => undefined,
  );
  const failing = events.commit(EVENT, () => Promise.reject(new Error('no database')));
  await expect(failing).rejects.toThrow('no database');
  expect(order).toEqual([]);
});

test('where nobody adds rows there is no unit of work', () => {
  expect(watched({ isBeside: false }).events.before(EVENT)).toBeUndefined();
});

test('a listener that fails keeps neither the change nor the others from anything', async () => {
  const { events, order } = watched({ isBeside: false, throws: true });
  expect(await events.commit(EVENT, () => Promise.resolve('done'))).toBe('done');
  expect(order).toEqual(['Error: a listener fails', 'after grant_ended a request']);
});
