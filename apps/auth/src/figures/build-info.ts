import { Gauge, type Registry } from '@prometheus-io/client';
import type { Version } from '../version.ts';

/** Which build this is, as labels of a gauge that is always 1. */
export function buildInfo(registry: Registry, { version, commit, node }: Version): void {
  new Gauge({
    name: 'gatehouse_build_info',
    help: 'Which build this is, and on which Node it runs.',
    labelNames: ['version', 'commit', 'node'],
    registers: [registry],
  }).set({ version, commit: commit ?? 'unknown', node }, 1);
}
