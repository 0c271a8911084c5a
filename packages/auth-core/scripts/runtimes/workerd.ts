import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { build } from 'tsdown';

export interface RunningWorker {
  readonly origin: string;
  stop(): void;
}

/**
 * Bundles a module of a consumer's folder and serves it in workerd, on loopback. It may fetch from
 * loopback, too.
 *
 * @param bindings the members of its `env`
 */
export async function serveInWorkerd(
  workerd: string,
  { folder, entry, bindings }: { folder: string; entry: string; bindings: Record<string, unknown> },
): Promise<RunningWorker> {
  const outDir = join(folder, entry);
  await build({
    config: false,
    cwd: folder,
    entry: { worker: `${entry}.mjs` },
    outDir,
    platform: 'neutral',
    fixedExtension: false,
    dts: false,
    logLevel: 'silent',
    deps: { alwaysBundle: [/./] },
  });
  const file = join(outDir, 'config.capnp');
  writeFileSync(file, configuration(bindings));
  const child = spawn(workerd, ['serve', file, '--control-fd=3'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  // It would wait for requests that hang.
  const stop = () => void child.kill('SIGKILL');
  try {
    return { origin: `http://127.0.0.1:${await listeningPort(child)}`, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** workerd says on the control descriptor which port it was given. */
async function listeningPort(child: ChildProcess): Promise<number> {
  const lines = createInterface({ input: child.stdio[3] as Readable });
  for await (const line of lines) {
    const { event, port } = JSON.parse(line) as { event: string; port?: number };
    if (event === 'listen' && port !== undefined) return port;
  }
  throw new Error('workerd ended before it listened');
}

function configuration(bindings: Record<string, unknown>): string {
  const members = Object.entries(bindings).map(
    ([name, value]) => `(name = "${name}", json = ${JSON.stringify(JSON.stringify(value))})`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  bindings = [${members.join(', ')}],
  compatibilityDate = "2026-11-01",
);
`;
}
