import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { storageOn, token } from '../storage/testing/fixtures.ts';
import { tokenHash } from '../storage/token-hash.ts';
import { FirstShown } from './first-shown.ts';

describeEachDatabase('when a consent page was first shown', (open) => {
  let database: Database;
  let shown: FirstShown;
  let replica: FirstShown;
  beforeAll(async () => {
    database = await open();
    shown = new FirstShown(storageOn(database).artifacts, 3600);
    replica = new FirstShown(storageOn(database).artifacts, 3600);
  });

  const shownEarlier = (uid: string, secret: string, seconds: number) =>
    database.query(
      {
        name: 'test_shown_earlier',
        text: `UPDATE artifacts SET created_at = created_at - make_interval(secs => $2::float8)
          WHERE kind = 'ConsentShown' AND id_hash = $1`,
      },
      [tokenHash(`${uid}\0${secret}`), seconds],
    );

  test('is known to another replica, and stays when it is shown again', async () => {
    const [uid, browser] = [token(), token()];
    await shown.note(uid, browser);
    await shownEarlier(uid, browser, 100);
    await shown.note(uid, browser);
    expect(await replica.age(uid, [browser])).toBeGreaterThanOrEqual(100);
  });

  test('is nothing for another browser, another interaction, and none', async () => {
    const [uid, browser] = [token(), token()];
    await shown.note(uid, browser);
    await shownEarlier(uid, browser, 100);
    expect(await shown.age(uid, [token()])).toBe(0);
    expect(await shown.age(uid, [])).toBe(0);
    expect(await shown.age(token(), [browser])).toBe(0);
  });

  test('is the first of several renderings', async () => {
    const [uid, first, second] = [token(), token(), token()];
    await shown.note(uid, first);
    await shownEarlier(uid, first, 1000);
    await shown.note(uid, second);
    expect(await shown.age(uid, [second, first])).toBeGreaterThanOrEqual(1000);
    expect(await shown.age(uid, [second])).toBeLessThan(1000);
  });
});
