/**
 * `npm run test:interop`: servers in other languages with tokens of Gatehouse. Needs Python and its
 * package index; where those are not, it says so in one line and is content.
 */
import { join } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { run } from './run/command.mjs';
import { NoPython, providePython } from './setup/python.mjs';

const say = (/** @type {string} */ line) => console.log(`› ${line}`);
const stop = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => stop.abort());
}

try {
  const { node, env } = await setUp({ say, signal: stop.signal });
  const python = await providePython({
    root,
    requirements: join(root, 'examples', 'fastmcp', 'requirements.txt'),
    env,
    say,
    signal: stop.signal,
  });
  const { exitCode } = await run(
    node,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      `--config=${join(root, 'tests', 'fastmcp', 'vitest.config.ts')}`,
      '--reporter=verbose',
    ],
    {
      cwd: join(root, 'tests', 'fastmcp'),
      env: { ...env, PYTHON: python },
      signal: stop.signal,
      onLine: (line) => console.log(line),
    },
  );
  process.exitCode = exitCode ?? 1;
} catch (error) {
  if (error instanceof NoPython) {
    console.log(`Not run: ${error.message}.`);
  } else {
    reportFailure(error);
    process.exitCode = 1;
  }
}
