/**
 * Credentials under a wrong name, looked for before sign-in is emulated: the app would not miss them, since
 * emulators bring credentials of their own.
 */
import { execFileSync } from 'node:child_process';
import { CREDENTIALS } from './settings.mjs';

const RULES = new URL('../../packages/environment/src/near-misses.ts', import.meta.url).href;
const MEANINGS = new URL('../../apps/auth/src/config/meanings.ts', import.meta.url).href;

/** The app's own rules, which are TypeScript: the Node that started this may be too old to read it. */
const LOOK = `const { nearMisses } = await import('${RULES}');
const { MEANINGS } = await import('${MEANINGS}');
const found = nearMisses(process.env, process.argv.slice(1), MEANINGS);
process.stdout.write(JSON.stringify(found));`;

/**
 * @param {{ node: string, env: Record<string, string> }} options `node` is recent
 * @returns {string[]} a sentence for each; empty where nothing looks like one
 */
export function misspeltCredentials({ node, env }) {
  const args = ['--input-type=module', '-e', LOOK, '--', ...CREDENTIALS];
  const output = execFileSync(node, args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  /** @type {{ name: string, meant: string }[]} */
  const found = JSON.parse(output);
  return found.map(
    ({ name, meant }) =>
      `${name} is set, and nothing reads it: name it ${meant} to sign in with the real provider.`,
  );
}
