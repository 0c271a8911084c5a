/**
 * `node scripts/deploy.mjs auth FOLDER`: writes an app as it runs in production, built, with the packages
 * that it needs and nothing else, into a folder that is not there yet. The Dockerfiles do the same.
 *
 * Everything comes from this checkout: what was installed for the build is linked from pnpm's store, and
 * nothing is asked of a registry.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { prune } from './deploy/prune.mjs';
import { largest, size, words } from './deploy/sizes.mjs';
import { runOrThrow } from './run/command.mjs';

const [app = '', folder = ''] = process.argv.slice(2);

try {
  if (!['auth', 'mcp'].includes(app) || folder === '') {
    throw new Error('Usage: node scripts/deploy.mjs auth|mcp FOLDER');
  }
  const target = resolve(folder);
  if (existsSync(target)) throw new Error(`${target} is there already: name a new folder.`);
  const { pnpm, env } = await setUp({ say: (line) => console.log(`› ${line}`) });
  await runOrThrow(
    `Writing ${target}`,
    pnpm,
    ['--offline', `--filter=@gatehouse/${app}`, 'deploy', '--prod', target],
    { cwd: root, env },
  );
  prune(target);
  console.log(
    `${target}: ${words(size(target))}. Start it with node --env-file=.env ${join(folder, 'dist/main.js')}`,
  );
  for (const { name, bytes } of largest(target, 5)) console.log(`  ${words(bytes)}  ${name}`);
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
