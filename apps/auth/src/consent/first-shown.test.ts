import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { storageOn, token } from '../storage/testing/fixtures.ts';
import { tokenHash } from '../storage/token-hash.ts';
import { FirstShown, type ShownPage } from './first-shown.ts';

describeEachDatabase('when a consent page was first shown', (open) => {
  let database: Database;
  let shown: FirstShown;
  let replica: FirstShown;
  beforeAll(async () => {
    database = await open();
    shown = new FirstShown(storageOn(database).artifacts, 3600);
    replica = new FirstShown(storageOn(database).artifacts, 3600);
  });

  const aPage = (): ShownPage => ({ uid: token(), shown: 'a', terms: 'a' });
  const shownEarlier = ({ uid, shown: looks, terms }: ShownPage, secret: string, seconds: number) =>
    database.query(
      {
        name: 'test_shown_earlier',
        text: `UPDATE artifacts SET created_at = created_at - make_interval(secs => $2::float8)
          WHERE kind = 'ConsentShown' AND id_hash = $1`,
      },
      [tokenHash([uid, looks, terms, secret].join('\0')), seconds],
    );

  test('is known to another replica, and stays when it is shown again', async () => {
    const [page, browser] = [aPage(), token()];
    await shown.note(page, browser);
    await shownEarlier(page, browser, 100);
    await shown.note(page, browser);
    expect(await replica.age(page, [browser])).toBeGreaterThanOrEqual(100);
  });

  test('is nothing for another browser, another interaction, and none', async () => {
    const [page, browser] = [aPage(), token()];
    await shown.note(page, browser);
    await shownEarlier(page, browser, 100);
    expect(await shown.age(page, [token()])).toBe(0);
    expect(await shown.age(page, [])).toBe(0);
    expect(await shown.age(aPage(), [browser])).toBe(0);
    // The client has become another meanwhile.
    expect(await shown.age({ ...page, shown: 'b' }, [browser])).toBe(0);
    // The operator says something else.
    expect(await shown.age({ ...page, terms: 'b' }, [browser])).toBe(0);
  });

  test('is the first of several renderings', async () => {
    const [page, first, second] = [aPage(), token(), token()];
    await shown.note(page, first);
    await shownEarlier(page, first, 1000);
    await shown.note(page, second);
    expect(await shown.age(page, [second, first])).toBeGreaterThanOrEqual(1000);
    expect(await shown.age(page, [second])).toBeLessThan(1000);
  });
});
