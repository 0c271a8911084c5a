import { setTimeout as delay } from 'node:timers/promises';

/** Waits until something is so, where `expect.poll` has no test to belong to. It has the time of the hook. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(100);
}
