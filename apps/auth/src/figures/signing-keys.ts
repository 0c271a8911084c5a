import { Gauge, type Registry } from '@prometheus-io/client';
import type { SigningAlgorithm } from '../protocol/algorithms.ts';

/**
 * When the keys were made that are signed with.
 *
 * @returns to be told of the key of an algorithm, now and whenever another one takes its place
 */
export function signingKeys(registry: Registry): (alg: SigningAlgorithm, madeAt: Date) => void {
  const gauge = new Gauge({
    name: 'gatehouse_signing_key_created_timestamp_seconds',
    help: 'When the key was made that this process signs with, in seconds since 1970.',
    labelNames: ['alg'],
    registers: [registry],
  });
  return (alg, madeAt) => gauge.set({ alg }, madeAt.getTime() / 1_000);
}
