/**
 * Is what would be published fit to be? Packs it, has publint and attw look at the tarball, compiles
 * the examples against it as somebody else's project would, runs it, and says how large it is.
 */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'tsdown';

import { createConsumerProject, packageFolder, run } from './consumer-project.ts';

const project = createConsumerProject();
const { folder, tarball } = project;
try {
  node('publint', 'src/cli.js', ['run', tarball, '--strict']);
  node('@arethetypeswrong/cli', 'dist/index.js', [tarball, '--profile=esm-only', '--no-color']);
  node('typescript', 'bin/tsc', ['--project', join(folder, 'tsconfig.json')]);
  process.stdout.write(run(process.execPath, ['verify.mjs'], folder));
  console.log(`packed ${kilobytes(statSync(tarball).size)}`);
  console.log(`core, minified and compressed ${kilobytes(await coreSize())}`);
  console.log(`the same with jose in it ${kilobytes(await coreSize(['jose']))}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function node(name: string, program: string, args: readonly string[]): void {
  run(
    process.execPath,
    [join(packageFolder, 'node_modules', name, program), ...args],
    packageFolder,
  );
}

/** Bytes of the entry `.` as a bundler would ship it. */
async function coreSize(alwaysBundle: string[] = []): Promise<number> {
  const outDir = join(folder, 'size');
  await build({
    config: false,
    cwd: packageFolder,
    entry: { core: 'src/index.ts' },
    outDir,
    platform: 'neutral',
    fixedExtension: false,
    dts: false,
    minify: true,
    logLevel: 'silent',
    deps: { alwaysBundle },
  });
  return gzipSync(readFileSync(join(outDir, 'core.js')), { level: 9 }).length;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
