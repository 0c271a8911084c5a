import { Gauge, type Registry } from '@prometheus-io/client';

/** Put in by the build (tsdown.config.ts); absent where the source runs as it is. */
declare const __BUILD__: { readonly version: string; readonly commit: string } | undefined;

/** Which build this is. */
export function buildFigures(registry: Registry): void {
  const build = typeof __BUILD__ === 'undefined' ? undefined : __BUILD__;
  const labels = {
    version: build?.version ?? 'not built',
    commit: build?.commit || 'unknown',
    node: process.version,
  };
  const info = new Gauge({
    name: 'gatehouse_mcp_build_info',
    help: 'Always 1: which build this is, and on which Node it runs.',
    labelNames: ['version', 'commit', 'node'],
    registers: [registry],
  });
  info.set(labels, 1);
}
