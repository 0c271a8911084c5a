import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the library that is packed. */
export const folder = fileURLToPath(new URL('../../packages/auth-core', import.meta.url));

export const manifestFile = join(folder, 'package.json');

/** Where our manifest waits while npm packs the published one. */
export const ourManifest = join(folder, 'package.json.ours');

/** Our manifest in its place again, where it is not. */
export function putBack() {
  if (existsSync(ourManifest)) renameSync(ourManifest, manifestFile);
}
