/** Finds a Chromium for the browser tests, or brings one. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../run/command.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const REMEDY =
  'No Chromium or Chrome was found and none could be installed. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program.';

/**
 * @typedef {{ root: string, node: string, env: Record<string, string>, say: (line: string) => void, signal?: AbortSignal }} Options
 */

/**
 * The path of a Chromium or Chrome that starts.
 *
 * Looked for in this order: CHROMIUM_PATH, the search path, the usual places, Playwright's own
 * downloads. Where there is none it is installed: with apt as root, else by Playwright.
 *
 * @param {Options} options
 * @returns {Promise<string>}
 */
export async function provideBrowser(options) {
  const { env, say } = options;
  if (env.CHROMIUM_PATH) {
    if (await starts(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which does not start as a browser.`);
  }
  const found = await find(options);
  if (found !== undefined) return found;

  if (process.getuid?.() === 0 && onPath('apt-get', env) !== undefined) {
    say('No browser found: installing Chromium with apt-get');
    const apt = { DEBIAN_FRONTEND: 'noninteractive' };
    await attempt('apt-get', ['update', '-q'], options, apt);
    await attempt(
      'apt-get',
      ['install', '-q', '-y', '--no-install-recommends', 'chromium'],
      options,
      apt,
    );
  }
  const installed = await find(options);
  if (installed !== undefined) return installed;

  say("No browser found: downloading Playwright's Chromium");
  await attempt(options.node, [playwrightCli(options.root), 'install', 'chromium'], options);
  const downloaded = await find(options);
  if (downloaded === undefined) throw new Error(REMEDY);
  return downloaded;
}

/** @param {string} root */
export function playwrightCli(root) {
  return join(root, 'tests', 'node_modules', '@playwright', 'test', 'cli.js');
}

/**
 * @param {Options} options
 * @returns {Promise<string | undefined>}
 */
async function find({ root, node, env }) {
  const places = [
    ...NAMES.map((name) => onPath(name, env)),
    ...NAMES.map((name) => join('/usr/bin', name)),
    ...(process.platform === 'darwin' ? MAC_APPLICATIONS : []),
    await playwrightsOwn({ root, node, env }),
  ];
  for (const place of new Set(places)) {
    if (place !== undefined && existsSync(place) && (await starts(place))) return place;
  }
  return undefined;
}

/**
 * Where Playwright would put its Chromium.
 *
 * @param {{ root: string, node: string, env: Record<string, string> }} options
 * @returns {Promise<string | undefined>}
 */
function playwrightsOwn({ root, node, env }) {
  const script = `import('@playwright/test').then(({ chromium }) => console.log(chromium.executablePath()))`;
  return new Promise((resolve) => {
    execFile(node, ['-e', script], { cwd: join(root, 'tests'), env }, (error, stdout) =>
      resolve(error ? undefined : stdout.trim()),
    );
  });
}

/**
 * Whether a program is a browser that starts. Ubuntu's `chromium-browser`, for one, may be a
 * script that only tells to install a snap.
 *
 * @param {string} file
 * @returns {Promise<boolean>}
 */
function starts(file) {
  return new Promise((resolve) => {
    execFile(file, ['--version', '--no-sandbox'], { timeout: 30_000 }, (error, stdout) =>
      resolve(!error && /Chrom(e|ium)/.test(stdout)),
    );
  });
}

/**
 * @param {string} name
 * @param {Record<string, string>} env
 */
function onPath(name, env) {
  return (env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((file) => existsSync(file));
}

/**
 * Runs an installer whose failure only means that the next way is tried; says so.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {Options} options
 * @param {Record<string, string>} [extra]
 */
async function attempt(file, args, { root, env, say, signal }, extra = {}) {
  const { exitCode, output } = await run(file, args, {
    cwd: root,
    env: { ...env, ...extra },
    signal,
  });
  if (exitCode === 0) return;
  const last = output.trim().split('\n').at(-1) ?? '';
  say(`${[file, ...args].slice(0, 2).join(' ')} failed (exit code ${exitCode ?? 'none'}): ${last}`);
}
