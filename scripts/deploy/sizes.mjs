/** How much room folders take on a disk, in blocks of 4 KiB wherever they are measured. */
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK = 4096;

/**
 * @param {string} path a file that has two names below it counts twice
 * @returns {number} bytes
 */
export function size(path) {
  const found = lstatSync(path);
  if (!found.isDirectory()) return Math.ceil(found.size / BLOCK) * BLOCK;
  return readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), BLOCK);
}

/**
 * The packages of a folder of `pnpm deploy` that take most of it, largest first.
 *
 * @param {string} folder
 * @param {number} count
 * @returns {{ name: string, bytes: number }[]}
 */
export function largest(folder, count) {
  const store = join(folder, 'node_modules', '.pnpm');
  if (!existsSync(store)) return [];
  return readdirSync(store)
    .map((name) => ({ name, bytes: size(join(store, name)) }))
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, count);
}

/** @param {number} bytes */
export function words(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
