/**
 * `pnpm test:clients`: real MCP clients against the stack, and a table of what they could do.
 *
 * `pnpm test:clients --only=codex,opencode` tries some; the ids are in tests/clients/versions.json.
 */
import { join } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { run } from './run/command.mjs';
import { provideBrowser } from './setup/browser.mjs';
import { installClient, installPythonClients, pinnedClients } from './setup/clients.mjs';

const say = (/** @type {string} */ line) => console.log(`› ${line}`);
const stop = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => stop.abort());
}

try {
  const clients = chosenClients();
  const { node, env } = await setUp({ say, signal: stop.signal });
  const options = { root, node, env, say, signal: stop.signal };
  const browser = await provideBrowser(options);

  /** @type {Record<string, import('./setup/clients.mjs').NotInstalled>} */
  const missing = {};
  for (const [id, pinned] of clients) {
    const problem = await installClient(id, pinned, options);
    if (problem !== undefined) missing[id] = problem;
  }
  const inPython = clients.filter(([, { python }]) => python);
  const installed = inPython.length === 0 ? undefined : await installPythonClients(options);
  if (installed !== undefined && !('python' in installed)) {
    for (const [id] of inPython) missing[id] = installed;
  }

  const present = clients.filter(([id]) => missing[id] === undefined);
  const { exitCode } = await run(
    node,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      `--config=${join(root, 'tests', 'clients', 'vitest.config.ts')}`,
      '--passWithNoTests',
      '--reporter=./table-reporter.ts',
      ...(present.length === 0 ? ['none'] : present.map(([id]) => `${id}.test.ts`)),
    ],
    {
      cwd: join(root, 'tests', 'clients'),
      env: {
        ...env,
        CHROMIUM_PATH: browser,
        CLIENTS_MISSING: JSON.stringify(missing),
        ...(installed !== undefined && 'python' in installed && { PYTHON: installed.python }),
      },
      signal: stop.signal,
      onLine: (line) => console.log(line),
    },
  );
  const isBroken = Object.values(missing).some(({ isRefused }) => !isRefused);
  process.exitCode = exitCode === 0 && isBroken ? 1 : (exitCode ?? 1);
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}

function chosenClients() {
  const all = Object.entries(pinnedClients(root));
  const only = process.argv.find((argument) => argument.startsWith('--only='));
  if (only === undefined) return all;
  const ids = only.slice('--only='.length).split(',');
  const unknown = ids.filter((id) => !all.some(([known]) => known === id));
  if (unknown.length > 0) {
    const known = all.map(([id]) => id).join(', ');
    throw new Error(`There is no client named ${unknown.join(', ')}; there are: ${known}.`);
  }
  return all.filter(([id]) => ids.includes(id));
}
