import { createServer, type AddressInfo } from 'node:net';
import { createEmulator } from 'emulate';
import { type Corrections, type Front, openFront } from './front.ts';

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** One emulator on a port of its own, behind a front that puts its answers right. */
export async function startEmulator(
  service: 'github' | 'google' | 'okta' | 'microsoft',
  port: number,
  seed: Record<string, unknown>,
  {
    stage,
    rewrite = (_path, body) => body,
    supplements = {},
  }: Partial<Corrections> & Pick<Corrections, 'stage'>,
): Promise<Running> {
  // The front first: it owns the public port, and the emulator must know that address.
  const front: Front = await openFront(port);
  try {
    const inner = await freePort();
    const emulator = await createEmulator({
      service,
      port: inner,
      baseUrl: front.url,
      seed: { [service]: seed },
    });
    front.passTo(inner, { stage, rewrite, supplements });
    return {
      url: front.url,
      async close() {
        await front.close();
        await emulator.close();
      },
    };
  } catch (error) {
    await front.close();
    throw error;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
