import { afterEach, describe, expect, test } from 'vitest';
import { PackageCopy } from './package-copy.ts';
import type { Revert } from './revert.ts';

/** A copy, and then tests that start databases. */
const PATIENCE = 120_000;

/**
 * Every defence named here is taken out of a copy of its package, and the tests that guard it have to
 * notice. A defence whose test would pass without it is not tested.
 *
 * @param passing a test file that passes in the copy as it stands
 */
export function expectNoticed(
  packageFolder: string,
  reverts: readonly Revert[],
  passing: string,
): void {
  describe(`without its defence, a test of ${packageFolder} fails`, () => {
    let copy: PackageCopy | undefined;
    afterEach(() => copy?.remove());

    test.each(reverts)(
      '$defence',
      async ({ file, find, replace, tests }) => {
        copy = new PackageCopy(packageFolder);
        copy.change(file, find, replace);
        const { failed, ran } = await copy.test(tests);
        expect(ran).toBe(true);
        expect(failed).toBeGreaterThan(0);
      },
      PATIENCE,
    );

    test(
      'and the copy as it stands passes',
      async () => {
        copy = new PackageCopy(packageFolder);
        const { failed, passed } = await copy.test([passing]);
        expect(failed).toBe(0);
        expect(passed).toBeGreaterThan(0);
      },
      PATIENCE,
    );
  });
}
