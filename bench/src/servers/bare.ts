import { fileURLToPath } from 'node:url';
import { freePort } from '@gatehouse/tests/harness/ports';
import { Service } from '@gatehouse/tests/harness/service';
import type { BareProviderReady } from './bare-provider.ts';
import { pidOf } from './gatehouse.ts';
import type { BenchServer } from './server.ts';

const PROGRAM = fileURLToPath(new URL('bare-provider.ts', import.meta.url));

/** `oidc-provider` alone, in a process of its own. */
export async function startBare(options: {
  readonly codes: number;
  readonly nodeOptions: Readonly<Record<string, string>>;
}): Promise<BenchServer> {
  const port = await freePort();
  const service = new Service({
    name: 'oidc-provider',
    args: [PROGRAM, String(port), String(options.codes)],
    cwd: process.cwd(),
    env: { ...options.nodeOptions },
    startWithin: 60_000,
  });
  await service.start();
  const ready = service.message as BareProviderReady;
  return {
    name: 'oidc-provider in memory',
    pid: pidOf(service.pid),
    origin: `http://localhost:${port}`,
    ...ready,
    stop: async () => {
      await service.stop();
    },
  };
}
