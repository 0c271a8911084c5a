/**
 * Brings a Node and a pnpm that this project can work with.
 *
 * The Node that runs this file may be as old as 18. Where it is too old, or the pinned pnpm is
 * not there, both come from the npm registry into the git-ignored `.tools/`; nothing outside the
 * project is touched.
 */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { runOrThrow } from '../run/command.mjs';
import { askRegistry } from './registry.mjs';
import { cleanEnvironment, withPath } from './environment.mjs';
import { isAtLeast, nodePackage, pnpmPackage, requiredVersions, thisMachine } from './platform.mjs';

/** The line of Node that is installed where the machine's is too old: the current LTS. */
const NODE_LINE = '24';

/**
 * @param {{ root: string, say: (line: string) => void, signal?: AbortSignal }} options
 * @returns {Promise<{ node: string, pnpm: string, env: Record<string, string> }>} both programs,
 *   and an environment whose PATH finds them first
 */
export async function provideToolchain({ root, say, signal }) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const required = requiredVersions(manifest);
  const env = cleanEnvironment(process.env);
  const tools = join(root, '.tools');
  const machine = thisMachine();

  let node = isAtLeast(process.versions.node, required.node)
    ? process.execPath
    : installedNode(tools, machine, required.node);
  let pnpm = installedPnpm(tools, machine, required.pnpm) ?? (await pnpmOnPath(required.pnpm, env));

  const missing = [];
  if (node === undefined) {
    const name = nodePackage(machine) ?? refuse(machine, `Node ${required.node} or newer`);
    say(
      `Node ${process.versions.node} is too old (${required.node} or newer is needed): bringing Node ${NODE_LINE} into .tools/`,
    );
    missing.push({ name, version: NODE_LINE });
  }
  if (pnpm === undefined) {
    const name = pnpmPackage(machine) ?? refuse(machine, `pnpm ${required.pnpm}`);
    say(`Bringing pnpm ${required.pnpm} into .tools/`);
    missing.push({ name, version: required.pnpm });
  }
  if (missing.length > 0) {
    await installTools(tools, missing, { env, signal });
    node ??= installedNode(tools, machine, required.node);
    pnpm ??= installedPnpm(tools, machine, required.pnpm);
  }
  if (node === undefined || pnpm === undefined) {
    throw new Error('The registry delivered no usable Node or pnpm; delete .tools/ and try again.');
  }
  return { node, pnpm, env: withPath(env, [dirname(node), dirname(pnpm)], delimiter) };
}

/**
 * @param {string} tools
 * @param {import('./platform.mjs').Machine} machine
 * @param {string} minimum
 */
function installedNode(tools, machine, minimum) {
  const name = nodePackage(machine);
  const version = name && installedVersion(tools, name);
  if (!version || !isAtLeast(version, minimum)) return undefined;
  return join(tools, 'node_modules', name, 'bin', 'node');
}

/**
 * @param {string} tools
 * @param {import('./platform.mjs').Machine} machine
 * @param {string} wanted
 */
function installedPnpm(tools, machine, wanted) {
  const name = pnpmPackage(machine);
  if (!name || installedVersion(tools, name) !== wanted) return undefined;
  return join(tools, 'node_modules', name, 'pnpm');
}

/**
 * @param {string} tools
 * @param {string} name
 * @returns {string | undefined}
 */
function installedVersion(tools, name) {
  const manifest = join(tools, 'node_modules', name, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

/**
 * The machine's own pnpm, when it is exactly the pinned one.
 *
 * @param {string} wanted
 * @param {Record<string, string>} env
 * @returns {Promise<string | undefined>}
 */
async function pnpmOnPath(wanted, env) {
  const found = (env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'pnpm'))
    .find((file) => existsSync(file));
  if (found === undefined) return undefined;
  // Asked outside the project, and without network: a Corepack shim would download what
  // package.json names instead of telling what is there.
  const version = await new Promise((resolve) => {
    execFile(
      found,
      ['--version'],
      { cwd: tmpdir(), env: { ...env, COREPACK_ENABLE_NETWORK: '0' }, timeout: 10_000 },
      (error, stdout) => resolve(error ? undefined : stdout.trim()),
    );
  });
  return version === wanted ? found : undefined;
}

/**
 * Installs packages with npm into a staging folder and moves each into place, so that an
 * interrupted installation leaves nothing that looks finished.
 *
 * @param {string} tools
 * @param {{ name: string, version: string }[]} packages
 * @param {{ env: Record<string, string>, signal?: AbortSignal }} options
 */
async function installTools(tools, packages, { env, signal }) {
  mkdirSync(tools, { recursive: true });
  for (const entry of readdirSync(tools)) {
    const pid = /^staging-(\d+)$/.exec(entry)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(tools, entry), { recursive: true, force: true });
    }
  }
  const staging = join(tools, `staging-${process.pid}`);
  try {
    mkdirSync(staging);
    // npm looks upwards for a package.json: this one keeps it out of the workspace above.
    writeFileSync(join(staging, 'package.json'), '{"private":true}\n');
    const [file, ...prefix] = npmCommand();
    await askRegistry([file, ...prefix], { cwd: staging, env, signal });
    await runOrThrow(
      'Installing Node and pnpm from the npm registry',
      file,
      [
        ...prefix,
        'install',
        `--prefix=${staging}`,
        '--ignore-scripts',
        '--no-package-lock',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        ...packages.map(({ name, version }) => `${name}@${version}`),
      ],
      { cwd: staging, env, signal },
    );
    for (const { name } of packages) {
      const target = join(tools, 'node_modules', name);
      mkdirSync(dirname(target), { recursive: true });
      rmSync(target, { recursive: true, force: true });
      renameSync(join(staging, 'node_modules', name), target);
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * npm, run by this very Node where npm itself started us (no search for it), else from the PATH.
 *
 * @returns {[string, ...string[]]}
 */
export function npmCommand() {
  const cli = process.env.npm_execpath;
  return cli !== undefined && basename(cli) === 'npm-cli.js' ? [process.execPath, cli] : ['npm'];
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {import('./platform.mjs').Machine} machine
 * @param {string} what
 * @returns {never}
 */
function refuse({ platform, arch, musl }, what) {
  const name = `${platform} ${arch}${musl ? ' (musl)' : ''}`;
  throw new Error(
    `${what} is needed, and the npm registry has no build for ${name}: install it yourself (Alpine: apk add nodejs; Windows: use WSL) and start again.`,
  );
}
