/**
 * `npm run inspector`: MCP Inspector, led to the server of `npm start`. It wants a newer Node than
 * this project promises to do with, so it runs on the one in `.tools/` where the machine's is older.
 *
 * `npm run inspector -- --cli --transport http --server-url <url> …` passes everything on.
 */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFailure, root, setUpPackages } from './bootstrap.mjs';
import { become } from './run/become.mjs';

/** The one that is tested with the stack. */
const { inspector } = JSON.parse(readFileSync(join(root, 'tests/clients/versions.json'), 'utf8'));
const HERE = ['--transport', 'http', '--server-url', 'http://localhost:8000/mcp'];

try {
  const say = (/** @type {string} */ line) => process.stderr.write(`› ${line}\n`);
  const { pnpm, env } = await setUpPackages({ say });
  const given = process.argv.slice(2);
  const program = `${inspector.package}@${inspector.version}`;
  const args = ['--silent', 'dlx', program, ...(given.length > 0 ? given : HERE)];
  // Outside the project, whose workspace refuses what it does not pin.
  await become(pnpm, args, { cwd: tmpdir(), env });
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
