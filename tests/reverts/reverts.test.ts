import { afterEach, describe, expect, test } from 'vitest';
import { PackageCopy } from './package-copy.ts';
import { REVERTS } from './reverts.ts';

/**
 * Every defence named here is taken out of a copy of its package, and the tests that guard it have to
 * notice. A defence whose test would pass without it is not tested.
 */
describe('without its defence, a test fails', () => {
  let copy: PackageCopy | undefined;
  afterEach(() => copy?.remove());

  test.each(REVERTS)(
    '$defence',
    async (revert) => {
      copy = new PackageCopy(revert.package);
      copy.change(revert.file, revert.find, revert.replace);
      const { failed, ran } = await copy.test(revert.tests);
      expect(ran).toBe(true);
      expect(failed).toBeGreaterThan(0);
    },
    120_000,
  );

  test('and the copy as it stands passes', async () => {
    copy = new PackageCopy('apps/auth');
    const { failed, passed } = await copy.test(['src/federation/sign-in.test.ts']);
    expect(failed).toBe(0);
    expect(passed).toBeGreaterThan(0);
  }, 120_000);
});
