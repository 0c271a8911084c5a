import type { Database } from '@gatehouse/database';
import { expect, test } from 'vitest';
import { ClientUse } from '../storage/client-use.ts';
import { ClientUseWriter } from './client-use-writer.ts';

function writerOn(query: (ids: readonly string[]) => Promise<unknown[]>, interval = 60_000) {
  const errors: unknown[] = [];
  const clientUse = new ClientUse();
  const database = {
    query: (_statement: unknown, [ids]: [string[]]) => query(ids),
  } as unknown as Database;
  const writer = new ClientUseWriter({
    database,
    clientUse,
    now: () => new Date(),
    interval,
    onError: (error) => errors.push(error),
  });
  return { clientUse, writer, errors };
}

test('what was noted is written at the end, too', async () => {
  const written: string[] = [];
  const { clientUse, writer } = writerOn(async (ids) => {
    written.push(...ids);
    return [];
  });
  writer.start();
  clientUse.note('one');
  clientUse.note('two');
  clientUse.note('one');
  expect(written).toEqual([]);
  await writer.stop();
  expect(written).toEqual(['one', 'two']);
});

test('a database that fails is told, and stops nothing', async () => {
  const { clientUse, writer, errors } = writerOn(() => Promise.reject(new Error('down')));
  writer.start();
  clientUse.note('one');
  await writer.stop();
  expect(errors).toEqual([new Error('down')]);
});

test('what was noted is written again and again while it runs', async () => {
  const written: string[] = [];
  const query = async (ids: readonly string[]) => {
    written.push(...ids);
    return [];
  };
  const { clientUse, writer } = writerOn(query, 5);
  writer.start();
  for (const id of ['one', 'two']) {
    clientUse.note(id);
    await expect.poll(() => written.at(-1)).toBe(id);
  }
  await writer.stop();
});
