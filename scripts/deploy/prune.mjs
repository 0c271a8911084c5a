/** Takes out of a folder of `pnpm deploy` what a running app cannot make use of. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What `node dist/main.js` needs beside Node. */
const APP = new Set(['dist', 'node_modules', 'package.json']);

/**
 * Node refuses to run TypeScript below `node_modules`, and reads source maps only when it is told to.
 * Licences are not touched.
 */
const NEVER_READ = /\.(?:[cm]?tsx?|map)$/;

/** Prisma brings a compiler of queries for every database, each in four sizes and two module formats. */
const COMPILER = /^(?:query_compiler_|wasm-compiler-)/;

/** @param {string} folder made by `pnpm deploy` for one app */
export function prune(folder) {
  for (const name of readdirSync(folder)) {
    if (!APP.has(name)) rmSync(join(folder, name), { recursive: true });
  }
  const packages = join(folder, 'node_modules');
  const store = join(packages, '.pnpm');
  // The build has put the workspace's own libraries into the app.
  rmSync(join(packages, '@gatehouse'), { recursive: true, force: true });
  for (const name of readdirSync(store)) {
    if (name.startsWith('@gatehouse+')) rmSync(join(store, name), { recursive: true });
  }
  const program = readdirSync(join(folder, 'dist'))
    .map((name) => readFileSync(join(folder, 'dist', name), 'utf8'))
    .join('\n');
  eachFile(packages, (name, path) => {
    const unused = COMPILER.test(name) && path.includes('@prisma') && !program.includes(name);
    if (unused || NEVER_READ.test(name)) rmSync(path);
  });
}

/**
 * @param {string} folder links in it are not followed
 * @param {(name: string, path: string) => void} visit
 */
function eachFile(folder, visit) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) eachFile(path, visit);
    else if (entry.isFile()) visit(entry.name, path);
  }
}
