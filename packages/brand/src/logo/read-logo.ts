import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { quote } from '@gatehouse/environment';
import type { BrandEnvironment } from '../variables.ts';
import { type Image, judgeImage } from './judge-image.ts';

/** An image that browsers show, with its content. */
export interface Logo extends Image {
  readonly body: Buffer;
}

/** Bytes. It is on every page, and comes with the first one. */
const LARGEST = 100_000;

/** Reads the file that `BRAND_LOGO` names, and goes by what is in it, not by what it is called. */
export function readLogo(environment: BrandEnvironment, directory: string): Logo | undefined {
  const text = environment.text('BRAND_LOGO');
  if (text === undefined) return undefined;
  const fault = (problem: string) => {
    const remedy = 'Set it to the path of an SVG, a PNG or a WebP file of up to 100 kB.';
    environment.faults.add('BRAND_LOGO', problem, remedy);
    return undefined;
  };
  if (/^(?:https?|data):/i.test(text)) return fault('is an address, and no file of this machine');
  const path = resolve(directory, text);
  const read = readBounded(path);
  if ('problem' in read) return fault(`${read.problem}: ${quote(path)}`);
  const image = judgeImage(read.body);
  if ('problem' in image) return fault(image.problem);
  return { ...image, body: read.body };
}

function readBounded(path: string): { readonly body: Buffer } | { readonly problem: string } {
  let file: number | undefined;
  try {
    // Without waiting: whoever opens a pipe waits for its writer.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(file);
    if (stats.isDirectory()) return { problem: 'names a directory' };
    // A device may go on for ever.
    if (!stats.isFile()) return { problem: 'names something that is no file' };
    const { size } = stats;
    if (size > LARGEST) {
      return { problem: `names a file of ${Math.ceil(size / 1000)} kB, and takes up to 100 kB` };
    }
    return { body: readFileSync(file) };
  } catch (error) {
    return { problem: inWords(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function inWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'names a file that is not there';
  return `names a file that cannot be read (${code})`;
}
