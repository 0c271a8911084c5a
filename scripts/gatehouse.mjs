/**
 * `npm run -s gatehouse -- <noun> <verb>`: sets up what is missing, as `npm start` does, and runs
 * the command on the pinned Node. What set-up has to say goes to standard error, so that standard
 * output is the command's alone.
 */
import { join } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { become } from './run/become.mjs';
import { readEnvFile } from './run/settings.mjs';

/**
 * Which script runs, and who runs it, as npm and its like say it.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function calledBy({ npm_lifecycle_event: script, npm_config_user_agent: agent }) {
  return {
    ...(script !== undefined && { npm_lifecycle_event: script }),
    ...(agent !== undefined && { npm_config_user_agent: agent }),
  };
}

try {
  const { node, env } = await setUp({ say: (line) => process.stderr.write(`› ${line}\n`) });
  // npm and pnpm run scripts in the project's folder, wherever they were called.
  const directory = process.env.INIT_CWD ?? process.cwd();
  const args = [join(root, 'apps/auth/dist/cli.js'), '--directory', directory];
  await become(node, [...args, ...process.argv.slice(2)], {
    cwd: root,
    // Set-up drops what npm says of itself, and the hints of commands name how they were called.
    env: { ...readEnvFile({ node, file: join(root, '.env') }), ...env, ...calledBy(process.env) },
  });
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
