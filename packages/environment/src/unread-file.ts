import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** No file of variables is longer (bytes). */
const LONGEST = 1024 ** 2;

/** So many names are enough to know the file by. */
const NAMED = 3;

/**
 * What a built app says where a file `.env` lies in the directory that it was started in and sets
 * variables that it did not get: Node reads such a file only if it is told to.
 *
 * @param variables all that the app reads
 * @returns one line, with names from `variables` and no values; undefined where nothing is amiss
 */
export function unreadFile(
  directory: string,
  env: Readonly<Record<string, string | undefined>>,
  variables: readonly string[],
): string | undefined {
  const file = readVariables(join(directory, '.env'));
  const missing = variables.filter((name) => file[name]?.trim() && !Object.hasOwn(env, name));
  if (missing.length === 0) return undefined;
  const more = missing.length - NAMED;
  const names = missing.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `There is a .env here that was not read (it sets ${names}): start with node --env-file=.env …`;
}

function readVariables(path: string): NodeJS.Dict<string> {
  try {
    const { size } = statSync(path);
    return size > LONGEST ? {} : parseEnv(readFileSync(path, 'utf8'));
  } catch {
    // None, or one that this process may not read: Node would not have read it either.
    return {};
  }
}
