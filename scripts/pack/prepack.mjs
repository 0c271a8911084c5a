/**
 * Before a package manager packs: builds what is published. For npm, whose tarball holds package.json
 * as it lies there, the published one is put in its place until `postpack.mjs` puts ours back.
 *
 * Plain JavaScript on the machine's own Node: `npm pack` here has to work in a fresh clone.
 */
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportFailure, root, setUpPackages } from '../bootstrap.mjs';
import { runOrThrow } from '../run/command.mjs';
import { folder, manifestFile, ourManifest } from './places.mjs';

const say = (/** @type {string} */ line) => process.stderr.write(`› ${line}\n`);

try {
  const { node, env } = await setUpPackages({ say });
  await build(node, env);
  if (!process.env.npm_config_user_agent?.startsWith('pnpm/')) await replaceManifest();
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}

/**
 * @param {string} node
 * @param {Record<string, string>} env
 */
async function build(node, env) {
  const tsdown = join(folder, 'node_modules', 'tsdown', 'dist', 'run.mjs');
  await runOrThrow('Building the library', node, [tsdown, '--logLevel=warn'], { cwd: folder, env });
}

async function replaceManifest() {
  // Imported late: in a fresh clone there are no packages before they are installed.
  const { parse } = await import('yaml');
  const { publishedManifest } = await import('./manifest.mjs');
  const { catalog } = parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'));
  const manifest = publishedManifest(JSON.parse(readFileSync(manifestFile, 'utf8')), catalog);
  const made = `${manifestFile}.made`;
  writeFileSync(made, `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(manifestFile, ourManifest);
  renameSync(made, manifestFile);
}
