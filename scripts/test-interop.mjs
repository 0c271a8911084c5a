/**
 * `npm run test:interop`: servers in other languages with tokens of Gatehouse, which needs Python and its
 * package index, and signing in at a Keycloak. What is not there is said in one line, and nothing fails.
 */
import { join } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { run } from './run/command.mjs';
import { keycloakOf, NoKeycloak } from './setup/keycloak.mjs';
import { NoPython, providePython } from './setup/python.mjs';

const say = (/** @type {string} */ line) => console.log(`› ${line}`);
const stop = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => stop.abort());
}

/**
 * @param {string} folder below `tests`
 * @param {{ node: string, env: Record<string, string> }} machine
 * @param {Record<string, string>} more variables
 */
async function runTests(folder, { node, env }, more) {
  const cwd = join(root, 'tests', folder);
  const { exitCode } = await run(
    node,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      `--config=${join(cwd, 'vitest.config.ts')}`,
      '--reporter=verbose',
    ],
    {
      cwd,
      env: { ...env, ...more },
      signal: stop.signal,
      onLine: (line) => console.log(line),
    },
  );
  if (exitCode !== 0) process.exitCode = exitCode ?? 1;
}

/** @param {() => Promise<void>} part */
async function whereItCanBe(part) {
  try {
    await part();
  } catch (error) {
    if (!(error instanceof NoPython || error instanceof NoKeycloak)) throw error;
    console.log(`Not run: ${error.message}.`);
  }
}

try {
  const machine = await setUp({ say, signal: stop.signal });
  const { env } = machine;
  await whereItCanBe(async () => {
    const requirements = join(root, 'examples', 'fastmcp', 'requirements.txt');
    const PYTHON = await providePython({ root, requirements, env, say, signal: stop.signal });
    await runTests('fastmcp', machine, { PYTHON });
  });
  await whereItCanBe(async () => {
    await runTests('keycloak', machine, { KEYCLOAK_HOME: keycloakOf(env) });
  });
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
