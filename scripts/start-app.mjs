/** `npm run start:auth` and `start:mcp`: sets up what is missing, then runs that app alone. */
import { join } from 'node:path';
import { reportFailure, root, setUp } from './bootstrap.mjs';
import { become } from './run/become.mjs';
import { readEnvFile } from './run/settings.mjs';

const [app = ''] = process.argv.slice(2);

try {
  const { node, env } = await setUp({ say: (line) => process.stderr.write(`› ${line}\n`) });
  await become(
    node,
    [
      '--import',
      join(root, 'scripts/run/end-with-parent.mjs'),
      join(root, 'apps', app, 'dist/main.js'),
    ],
    {
      cwd: root,
      env: { ...readEnvFile({ node, file: join(root, '.env') }), ...env },
      channel: true,
    },
  );
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
