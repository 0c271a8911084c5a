/**
 * `npm run inspector`: MCP Inspector, led to the server of `npm start`. It wants a newer Node than
 * this project promises to do with, so it runs on the one in `.tools/` where the machine's is older.
 *
 * `npm run inspector -- --cli --method tools/list` passes everything on; `--server-url` leads elsewhere.
 */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFailure, root, setUpPackages } from './bootstrap.mjs';
import { become } from './run/become.mjs';
import { readEnvFile, readSettings } from './run/settings.mjs';

/** The one that is tested with the stack. */
const { inspector } = JSON.parse(readFileSync(join(root, 'tests/clients/versions.json'), 'utf8'));

try {
  const say = (/** @type {string} */ line) => process.stderr.write(`› ${line}\n`);
  const { node, pnpm, env } = await setUpPackages({ say });
  const given = process.argv.slice(2);
  const leadsElsewhere = given.some((argument) =>
    /^--(?:server-url|config|server|help|version)\b|^-[hV]$/.test(argument),
  );
  const { mcpUrl } = readSettings({ ...readEnvFile({ node, file: join(root, '.env') }), ...env });
  const here = leadsElsewhere ? [] : ['--transport', 'http', '--server-url', mcpUrl];
  const program = `${inspector.package}@${inspector.version}`;
  // What chooses the mode comes first (`--cli`), what it is about after it.
  const [mode, rest] = /^--(?:cli|web|tui)$/.test(given[0] ?? '')
    ? [given.slice(0, 1), given.slice(1)]
    : [[], given];
  const args = ['--silent', 'dlx', program, ...mode, ...here, ...rest];
  // Outside the project, whose workspace refuses what it does not pin.
  await become(pnpm, args, { cwd: tmpdir(), env });
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
