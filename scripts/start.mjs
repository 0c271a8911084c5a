/**
 * `npm start`: sets up, then runs the whole stack until it is stopped.
 *
 *   set up → ports free? → emulators (development without credentials) → apps → ready → banner
 *
 * Whatever happens at whichever step (Ctrl-C, a service that ends, a failing build), everything
 * that was started is stopped before this process ends. With `--watch` the apps are rebuilt and
 * restarted when their sources change.
 */
import { join } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { banner } from './run/banner.mjs';
import { misspeltCredentials } from './run/misspelt.mjs';
import { portFaults } from './run/ports.mjs';
import { allAnswer } from './run/readiness.mjs';
import { readEnvFile, readSettings } from './run/settings.mjs';
import { createStack } from './run/stack.mjs';

/** The embedded database and its first migration need three seconds; a busy machine, many more. */
const READY_WITHIN_MS = 120_000;

const watch = process.argv.includes('--watch');
const say = (/** @type {string} */ line) => console.log(`› ${line}`);

const stop = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (!stop.signal.aborted) say('Stopping');
    stop.abort();
  });
}

// npm runs a script through a shell, and a shell that is killed tells nobody (`exec` in
// package.json takes it out of the way); npm itself killed outright tells nobody either.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined) {
  setInterval(() => {
    if (process.ppid !== parent) stop.abort();
  }, 1_000).unref();
}

const stack = createStack({ root, say });
try {
  await main();
} catch (error) {
  if (!stop.signal.aborted) {
    reportFailure(error);
    process.exitCode = 1;
  }
} finally {
  await stack.stop();
}

async function main() {
  const { node, env: tools } = await setUp({ say, signal: stop.signal });
  const env = { ...readEnvFile({ node, file: join(root, '.env') }), ...tools };
  const settings = readSettings(env);
  const faults = await portFaults(settings.wanted);
  if (env.PORT && !env.PUBLIC_URL) {
    say(
      `PORT is where the server listens behind a proxy; to be at it, set PUBLIC_URL=http://localhost:${env.PORT}`,
    );
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));

  if (settings.emulated) misspeltCredentials({ node, env }).forEach(say);

  const ended = stack.endOfAny(stop.signal);
  // Stops polling as soon as there is nothing to wait for, be it because a service has ended.
  const waiting = new AbortController();
  const ready = stack
    .start({ node, env, settings, watch })
    .then(() => allAnswer(settings.probes, { withinMs: READY_WITHIN_MS, signal: waiting.signal }));
  try {
    await Promise.race([ready, ended]);
  } finally {
    waiting.abort();
  }
  console.log(banner(settings));
  await ended;
}
