/**
 * `npm run -s gatehouse -- <noun> <verb>`: sets up what is missing, as `npm start` does, and runs
 * the command on the pinned Node. What set-up has to say goes to standard error, so that standard
 * output is the command's alone.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { readEnvFile } from './run/settings.mjs';

try {
  const { node, env } = await setUp({ say: (line) => process.stderr.write(`› ${line}\n`) });
  // npm and pnpm run scripts in the project's folder, wherever they were called.
  const directory = process.env.INIT_CWD ?? process.cwd();
  const args = [join(root, 'apps/auth/dist/cli.js'), '--directory', directory];
  const child = spawn(node, [...args, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...readEnvFile({ node, file: join(root, '.env') }), ...env },
    stdio: 'inherit',
  });
  // A Ctrl-C reaches both; this process waits for what the command makes of it.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => child.kill(signal));
  }
  process.exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
