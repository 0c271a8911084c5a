/**
 * `npm test`: sets up, runs every check, prints a table and, last, `N passed, N failed`.
 *
 * `npm test -- --only=lint,unit` runs some; the ids are in checks/checks.mjs. `--long` adds what is long
 * by nature, `--only-long` runs that alone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { checks } from './checks/checks.mjs';
import { tally } from './checks/reports.mjs';
import { sideBySide } from './checks/side-by-side.mjs';
import { run } from './run/command.mjs';
import { isPersonal } from './run/settings.mjs';

const stop = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => stop.abort());
}

/** Some two hundred processes load the same modules: what V8 made of those is kept for one run. */
const compiled = mkdtempSync(join(tmpdir(), 'gatehouse-compiled-'));
process.once('exit', () => rmSync(compiled, { recursive: true, force: true }));

/** @typedef {{ title: string, seconds: number } & import('./checks/checks.mjs').Counts} Result */

try {
  const chosen = chosenChecks();
  const { node, env } = await setUp({
    say: (line) => console.log(`› ${line}`),
    signal: stop.signal,
  });
  const ran = new Set();
  const context = { root, node, env: testEnvironment(env), signal: stop.signal, ran };
  const began = Date.now();
  const results = await sideBySide(
    chosen,
    async (check, print) => {
      const say = (/** @type {string} */ line) => print(`› ${line}`);
      const result = await perform(check, { ...context, say }, print);
      ran.add(check.id);
      return result;
    },
    console.log,
  );
  conclude(results, (Date.now() - began) / 1000);
} catch (error) {
  reportFailure(error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

function chosenChecks() {
  const only = process.argv.find((argument) => argument.startsWith('--only='));
  if (only === undefined) {
    if (process.argv.includes('--only-long')) return checks.filter(({ long }) => long);
    return process.argv.includes('--long') ? checks : checks.filter(({ long }) => !long);
  }
  const ids = only.slice('--only='.length).split(',');
  const unknown = ids.filter((id) => !checks.some((check) => check.id === id));
  if (unknown.length > 0) {
    const known = checks.map(({ id }) => id).join(', ');
    throw new Error(`There is no check named ${unknown.join(', ')}; there are: ${known}.`);
  }
  return checks.filter(({ id }) => ids.includes(id));
}

/** @param {Record<string, string>} env */
function testEnvironment(env) {
  const own = Object.entries(env).filter(([name]) => !isPersonal(name));
  return {
    ...Object.fromEntries(own),
    // Runners take CI for a terminal with colours; a log file is none.
    ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
    NODE_COMPILE_CACHE: compiled,
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
  };
}

/**
 * @param {import('./checks/checks.mjs').Check} check
 * @param {import('./checks/checks.mjs').Context} context
 * @param {(line: string) => void} print
 * @returns {Promise<Result>}
 */
async function perform(check, context, print) {
  const started = Date.now();
  print(`\n› ${check.title}`);
  const counts = await outcome(check, context, print);
  const seconds = (Date.now() - started) / 1000;
  print(`  ${counts.failed === 0 ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return { title: check.title, seconds, ...counts };
}

/**
 * @param {import('./checks/checks.mjs').Check} check
 * @param {import('./checks/checks.mjs').Context} context
 * @param {(line: string) => void} print
 */
async function outcome(check, context, print) {
  const { node, env, signal } = context;
  try {
    const extra = (await check.prepare?.(context)) ?? {};
    const { exitCode, output } = await run(node, check.command(context), {
      cwd: root,
      env: { ...env, ...extra },
      signal,
      // Tests are shown as they run; other checks speak up only when they fail.
      ...(check.report && { onLine: (line) => print(`  ${line}`) }),
    });
    if ((exitCode !== 0 || check.alwaysTell) && !check.report)
      print(output.trimEnd().replace(/^/gm, '  '));
    return tally(exitCode, check.report && (check.report(context) ?? noTests()));
  } catch (error) {
    if (signal.aborted) throw error;
    print(`  ${error instanceof Error ? error.message : String(error)}`);
    return tally(1, undefined);
  }
}

function noTests() {
  return { passed: 0, failed: 0, skipped: 0 };
}

/**
 * @param {Result[]} results
 * @param {number} altogether seconds, less than their sum where they ran side by side
 */
function conclude(results, altogether) {
  const width = Math.max(...results.map(({ title }) => title.length));
  console.log('');
  for (const { title, seconds, passed, failed, skipped } of results) {
    const mark = failed === 0 ? '✓' : '✗';
    const time = `${seconds.toFixed(1)} s`.padStart(8);
    const note = skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(
      `${mark} ${title.padEnd(width)} ${time}   ${passed} passed, ${failed} failed${note}`,
    );
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  if (failed > 0) process.exitCode = 1;
  const minutes = `${Math.floor(altogether / 60)} min ${Math.floor(altogether % 60)} s`;
  console.log(`\nAll of it took ${minutes}.\n${passed} passed, ${failed} failed`);
}
