/**
 * Every check that `npm test` runs, in this order, and after them those that are long by nature, which
 * `.ci/run` runs as well. The list is explicit: a check whose subject is missing fails, it does not
 * disappear.
 *
 * ```
 * browser, pages ────────────────────────────▶│ faults, standby (alone) ─▶│ fuzz ──────────────────────────────────────▶
 * format … package ─▶ unit ─▶ behaviour ─────▶│                           │ runtimes ─▶ installs ─▶ prometheus ─▶ reverts ▶
 * ```
 */
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { playwrightCli, provideBrowser } from '../setup/browser.mjs';
import { readPlaywrightReport, readVitestReport } from './reports.mjs';

/**
 * @typedef {{ root: string, node: string, env: Record<string, string>, say: (line: string) => void, signal: AbortSignal, ran: ReadonlySet<string> }} Context `ran` has the ids of those that have ended
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 *
 * @typedef {import('./side-by-side.mjs').Manner & Own} Check
 *
 * @typedef {object} Own
 * @property {string} id what `--only` takes
 * @property {string} title
 * @property {(context: Context) => string[]} command arguments for Node
 * @property {(context: Context) => Promise<Record<string, string>>} [prepare] what has to be there
 *   first; resolves to variables for the command
 * @property {boolean} [long] left out unless `--long` asks for it
 * @property {boolean} [alwaysTell] what it prints is worth reading when it passes, too
 * @property {(context: Context) => Counts | undefined} [report] counts of a check that is made of
 *   many tests; undefined when it wrote none. Other checks count as one, by their exit code.
 */

const FLOODS = 'apps/auth/src/http/limits/documents-flood.test.ts';
const FUZZ = 'packages/auth-core/src/fuzz';

const pages = vitest('pages', 'Pages measured in a browser (Vitest)', 'tests-pages');
const behaviour = vitest('behaviour', 'Behaviour and conformance tests (Vitest)', 'tests');

/** @type {Check[]} */
export const checks = [
  {
    id: 'browser',
    title: 'Browser tests (Playwright)',
    beside: true,
    command: ({ root }) => [
      playwrightCli(root),
      'test',
      `--config=${join(root, 'tests', 'playwright.config.ts')}`,
      '--reporter=list,json',
    ],
    prepare: async (context) => ({
      ...(await withBrowser(context)),
      PLAYWRIGHT_JSON_OUTPUT_FILE: freshReport(context, 'browser'),
    }),
    report: (context) => readPlaywrightReport(reportFile(context, 'browser')),
  },
  {
    ...pages,
    beside: true,
    prepare: async (context) => ({
      ...(await pages.prepare?.(context)),
      ...(await withBrowser(context)),
    }),
  },
  {
    id: 'format',
    title: 'Format (Biome)',
    command: ({ root }) => [bin(root, '@biomejs/biome', 'bin/biome'), 'format', '.'],
  },
  {
    id: 'lint',
    title: 'Lint (oxlint, with types)',
    command: ({ root }) => [bin(root, 'oxlint', 'bin/oxlint')],
  },
  {
    id: 'types',
    title: 'Types (TypeScript)',
    command: ({ root }) => [...turbo(root), 'run', 'typecheck', '--output-logs=errors-only'],
  },
  {
    id: 'boundaries',
    title: 'Boundaries between packages (turbo)',
    command: ({ root }) => [...turbo(root), 'boundaries'],
  },
  {
    id: 'layers',
    title: 'Direction of imports inside the apps',
    command: ({ root }) => [join(root, 'scripts', 'check-layers.mjs')],
  },
  {
    id: 'deadcode',
    title: 'Dead code (knip)',
    command: ({ root }) => [bin(root, 'knip', 'bin/knip.js')],
  },
  {
    id: 'package',
    title: 'The library as it would be published (publint, attw, a consumer)',
    command: ({ root }) => [join(root, 'packages', 'auth-core', 'scripts', 'check-package.ts')],
    alwaysTell: true,
  },
  // One more than there are cores: what is about servers that stand still waits most of its time.
  vitest(
    'unit',
    'Unit and storage tests (Vitest)',
    '!tests*',
    `--maxWorkers=${availableParallelism() + 1}`,
  ),
  {
    ...behaviour,
    prepare: async (context) => ({
      ...(await behaviour.prepare?.(context)),
      // Rows of the table of attacks that are unit tests are not performed twice in one run.
      ...(context.ran.has('unit') && { UNIT_REPORT: reportFile(context, 'unit') }),
    }),
  },
  long(
    { alone: true, variables: { FAULTS: 'full' } },
    vitest('faults', 'Replicas, races and faults (Vitest)', 'tests-faults'),
  ),
  long(
    { alone: true, variables: { FAULTS: 'full' } },
    vitest('standby', 'PostgreSQL with a standby, and PgBouncer (Vitest)', 'tests-standby'),
  ),
  long(
    { alone: true, variables: { FAULTS: 'full' } },
    vitest('floods', 'Ten thousand documents of strangers (Vitest)', 'auth', FLOODS),
  ),
  long(
    { beside: true, variables: { FUZZ: 'full' } },
    vitest('fuzz', 'Made-up tokens and headers (Vitest)', 'auth-core', FUZZ),
  ),
  long(
    {},
    {
      id: 'runtimes',
      title:
        'The library on every runtime, with Express 4 and on Lambda (Node, Deno, Bun, workerd)',
      command: ({ root }) => [join(root, 'packages', 'auth-core', 'scripts', 'test-runtimes.ts')],
      alwaysTell: true,
    },
  ),
  long(
    {},
    vitest('installs', 'The library installed from other folders (Vitest)', 'tests-installs'),
  ),
  long(
    {},
    vitest('prometheus', 'What a real Prometheus makes of both apps (Vitest)', 'tests-prometheus'),
  ),
  long({}, vitest('reverts', 'Defences taken out, each to be noticed (Vitest)', 'tests-reverts')),
];

/** @type {Promise<Record<string, string>> | undefined} */
let browser;

/**
 * Finds a browser, or installs one: once, however many checks want it.
 *
 * @param {Context} context
 */
function withBrowser(context) {
  browser ??= provideBrowser(context).then((path) => {
    context.say(`Browser: ${path}`);
    return { CHROMIUM_PATH: path };
  });
  return browser;
}

/**
 * What `npm test` leaves to `npm run test:long`, at full length.
 *
 * @param {import('./side-by-side.mjs').Manner & { variables?: Record<string, string> }} manner
 * @param {Check} check
 * @returns {Check}
 */
function long({ variables, ...manner }, check) {
  return {
    ...check,
    ...manner,
    long: true,
    prepare: async (context) => ({ ...(await check.prepare?.(context)), ...variables }),
  };
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string} project
 * @param {string[]} options
 * @returns {Check}
 */
function vitest(id, title, project, ...options) {
  return {
    id,
    title,
    command: (context) => [
      bin(context.root, 'vitest', 'vitest.mjs'),
      'run',
      `--project=${project}`,
      ...options,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile(context, id)}`,
    ],
    prepare: (context) => {
      freshReport(context, id);
      return Promise.resolve({});
    },
    report: (context) => readVitestReport(reportFile(context, id)),
  };
}

/**
 * @param {{ root: string }} context
 * @param {string} id
 */
function reportFile({ root }, id) {
  return join(root, 'test-results', `${id}.json`);
}

/**
 * The same, with an older report out of the way: one must never be taken for this run's.
 *
 * @param {{ root: string }} context
 * @param {string} id
 */
function freshReport(context, id) {
  const file = reportFile(context, id);
  mkdirSync(join(file, '..'), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string} path
 */
function bin(root, name, path) {
  return join(root, 'node_modules', name, path);
}

/** @param {string} root */
function turbo(root) {
  return [bin(root, 'turbo', 'bin/turbo')];
}
