import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.each([
  ['npm/11.0.0 node/v24.0.0', 'npm run gatehouse -- database migrate'],
  ['pnpm/12.0.0 npm/? node/v24.0.0', 'pnpm gatehouse database migrate'],
])('a hint of a command that %s runs can be typed as it is', (agent, hint) => {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-hint-'));
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'gatehouse.mjs'), 'clients', 'list'],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        GATEHOUSE_DATA_DIR: join(directory, 'none'),
        INIT_CWD: directory,
        npm_lifecycle_event: 'gatehouse',
        npm_config_user_agent: agent,
      },
    },
  );
  rmSync(directory, { recursive: true });
  expect(status).not.toBe(0);
  expect(stderr).toContain(`\`${hint}\``);
});
