import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../harness/ports.ts';
import { Service } from '../../harness/service.ts';

const MAIN = fileURLToPath(new URL('../../../apps/auth/dist/main.js', import.meta.url));

/** What a process left behind that was expected to end by itself. */
export interface Ended {
  readonly exitCode: number | null;
  /** standard output and standard error */
  readonly output: string;
}

/**
 * Starts the authorization server as an operator would, with these variables and no others, and
 * waits until it ends. One that serves instead is ended, and is an error.
 */
export async function runAuth(env: Readonly<Record<string, string>>): Promise<Ended> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-refused-'));
  const operationsPort = await freePort();
  const port = await freePort();
  const service = new Service({
    name: 'apps/auth',
    args: [MAIN],
    cwd: directory,
    env: {
      PUBLIC_URL: `http://localhost:${port}`,
      OPERATIONS_PORT: String(operationsPort),
      GATEHOUSE_DATA_DIR: directory,
      ...env,
    },
    isReady: async () => {
      const url = `http://localhost:${operationsPort}/healthz`;
      return (await fetch(url).catch(() => undefined))?.ok ?? false;
    },
    startWithin: 120_000,
  });
  try {
    const serves = await service.start().then(
      () => true,
      () => false,
    );
    if (serves) throw new Error(`it serves, where it should have refused:\n${service.output}`);
    const { exitCode } = await service.exited;
    return { exitCode, output: service.output };
  } finally {
    await service.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
