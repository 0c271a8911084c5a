/** Files of the repository, found by the end of their path. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');

const FOLDERS = ['apps', 'packages', 'tests', 'scripts'];
/** What others wrote, what tools made, and what tells about attacks and so is none of their proofs. */
const LEFT_OUT = /(?:^|\/)(?:node_modules|dist|generated|threat-model)(?:\/|$)/;

const IS_TEST = /\.(?:test|e2e)\.(?:ts|mjs)$/;

const files: readonly string[] = FOLDERS.flatMap((folder) =>
  listed(folder).map((file) => `${folder}/${file}`),
);
const folders: ReadonlySet<string> = new Set(
  files.flatMap((file) => {
    const names = file.split('/');
    return names.slice(1).map((_, length) => names.slice(0, length + 1).join('/'));
  }),
);

function listed(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(ROOT, folder).length + 1))
    .filter((file) => !LEFT_OUT.test(file));
}

/**
 * The one file or folder whose path ends in `name`, from the root of the repository.
 *
 * @throws {Error} where there is none, or more than one
 */
export function pathOf(name: string): string {
  const wanted = name.replace(/\/$/, '');
  const found = [...files, ...folders].filter(
    (path) => path === wanted || path.endsWith(`/${wanted}`),
  );
  const [path] = found;
  if (path === undefined) throw new Error(`There is no ${name}.`);
  if (found.length > 1) throw new Error(`${name} may be ${found.join(' or ')}.`);
  return path;
}

/** The text of a file, by its path from the root. */
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Test files whose text is as asked for, from the root. */
export const filesWith = (isWanted: (text: string) => boolean): string[] =>
  files.filter((file) => IS_TEST.test(file) && isWanted(textOf(file)));
