import { embeddedDirectory } from '@gatehouse/database/testing';
import { describe, inject, test } from 'vitest';
import { type Databases, PackageCopy } from './package-copy.ts';
import type { Revert } from './revert.ts';

/** A copy, and then tests that start databases (milliseconds). */
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
  const server = inject('revertsDatabaseUrl');
  // A copy of the package that makes databases makes its own, by its own code.
  const databases = async (): Promise<Databases> =>
    packageFolder === 'packages/database'
      ? { server }
      : { server, embedded: await embeddedDirectory() };

  describe(`without its defence, a test of ${packageFolder} fails`, () => {
    // Side by side: each waits for processes of its own.
    test.concurrent.for(reverts)(
      '$defence',
      { timeout: PATIENCE },
      async ({ file, find, replace, tests }, { expect, onTestFinished }) => {
        const copy = new PackageCopy(packageFolder);
        onTestFinished(() => copy.remove());
        copy.change(file, find, replace);
        const { failed, ran } = await copy.test(tests, await databases());
        expect(ran).toBe(true);
        expect(failed).toBeGreaterThan(0);
      },
    );

    test.concurrent('and the copy as it stands passes', { timeout: PATIENCE }, async ({
      expect,
      onTestFinished,
    }) => {
      const copy = new PackageCopy(packageFolder);
      onTestFinished(() => copy.remove());
      const { failed, passed } = await copy.test([passing], await databases());
      expect(failed).toBe(0);
      expect(passed).toBeGreaterThan(0);
    });
  });
}
