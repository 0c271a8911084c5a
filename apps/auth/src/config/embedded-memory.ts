import { totalmem } from 'node:os';
import type { Environment } from './environment.ts';

/**
 * Bytes below which the embedded database is run with little memory. Otherwise its first start takes
 * 1,180 MB, and something else lives on the machine as well.
 */
const LITTLE = 1.5 * 1024 ** 3;

/** Bytes that this process may have: the limit of its container, or all that the machine has. */
export function availableMemory(): number {
  const limit = process.constrainedMemory();
  // 0 where no limit is known, and more than there is where there is none.
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * Whether the embedded database is to take little memory, which makes it slower.
 *
 * @param available bytes
 */
export function readLittleMemory(environment: Environment, available: number): boolean {
  const choice = environment.choice('EMBEDDED_DATABASE_MEMORY', ['auto', 'small', 'full'], 'auto');
  return choice === 'auto' ? available < LITTLE : choice === 'small';
}
