/**
 * A project that has installed the package as it would be published, in a folder of its own:
 * nothing in it reaches the sources.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const packageFolder = dirname(import.meta.dirname);
const { name: packageName } = await readManifest();

/** What the examples need besides; links, since it is the packed tarball alone that is tried. */
const installed = [
  '@modelcontextprotocol/sdk',
  '@modelcontextprotocol/server',
  '@types/express',
  '@types/node',
  'express',
  'hono',
  'jose',
  'zod',
];

export interface ConsumerProject {
  readonly folder: string;
  readonly tarball: string;
}

/** Builds, packs, and installs the tarball beside the programs of `scripts/consumer`. */
export function createConsumerProject(): ConsumerProject {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-consumer-'));
  run('pnpm', ['run', 'build:package', '--logLevel=warn'], packageFolder);
  run('pnpm', ['pack', `--pack-destination=${folder}`], packageFolder);
  const tarball = join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '');
  const target = join(folder, 'node_modules', packageName);
  mkdirSync(target, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], folder);
  for (const name of installed) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(packageFolder, 'node_modules', name), link);
  }
  cpSync(join(import.meta.dirname, 'consumer'), folder, { recursive: true });
  cpSync(join(packageFolder, 'examples'), join(folder, 'examples'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  return { folder, tarball };
}

/**
 * Runs a program to its end and gives what it printed.
 *
 * @throws with all of it, when it fails
 */
export function run(program: string, args: readonly string[], cwd: string): string {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  const told = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`;
  throw new Error(`${program} ${args.join(' ')}\n${told}`);
}

async function readManifest() {
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
  return manifest;
}
