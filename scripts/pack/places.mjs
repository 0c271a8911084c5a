import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the library that is packed. */
export const folder = fileURLToPath(new URL('../../packages/auth-core', import.meta.url));

export const manifestFile = join(folder, 'package.json');

/** Where our manifest waits while npm packs the published one. */
export const ourManifest = `${manifestFile}.ours`;

/**
 * Our manifest in its place again, where it is not. One that is there already, brought back by hand after
 * an interruption, may have been changed since, and stays.
 *
 * @param {string} manifest
 */
export function putBack(manifest = manifestFile) {
  const ours = `${manifest}.ours`;
  if (!existsSync(ours)) return;
  if (isPublished(manifest)) renameSync(ours, manifest);
  else rmSync(ours);
}

/**
 * Whether what lies there is the published manifest: it has none of the scripts that run while packing.
 *
 * @param {string} manifest
 */
function isPublished(manifest) {
  const { scripts } = JSON.parse(readFileSync(manifest, 'utf8'));
  return scripts.prepack === undefined;
}
