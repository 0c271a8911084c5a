import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../../apps/auth/dist/cli.js', import.meta.url));

/**
 * Runs `gatehouse <noun> <verb> … --json` as an operator would.
 *
 * @returns what it prints
 * @throws Error with what it said, where it fails
 */
export async function gatehouse(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Readonly<Record<string, unknown>>> {
  const child = spawn(process.execPath, [CLI, '--json', ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) =>
    stream.setEncoding('utf8').toArray(),
  );
  const [exitCode] = (await once(child, 'close')) as [number];
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${(await stderr)?.join('')}`);
  return JSON.parse((await stdout)?.join('') ?? '') as Record<string, unknown>;
}
