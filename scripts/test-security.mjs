/**
 * `pnpm test:security`: the rows of the table of attacks alone, and the table as output. Sets up
 * first, as `npm test` does, of which the rows are a part.
 */
import { join } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { run } from './run/command.mjs';

const stop = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => stop.abort());
}

try {
  const { node, env } = await setUp({
    say: (line) => console.log(`› ${line}`),
    signal: stop.signal,
  });
  const { exitCode } = await run(
    node,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project=tests',
      '--reporter=./tests/security/runner/table-reporter.ts',
      'security/security.test.ts',
      'security/tokens.test.ts',
      'security/mcp.test.ts',
    ],
    { cwd: root, env, signal: stop.signal, onLine: (line) => console.log(line) },
  );
  process.exitCode = exitCode;
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
