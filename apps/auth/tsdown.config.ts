import { execFileSync } from 'node:child_process';
import { defineConfig } from 'tsdown';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  entry: { main: 'src/main.ts', cli: 'src/cli/main.ts' },
  platform: 'node',
  target: 'node22',
  fixedExtension: false,
  sourcemap: false,
  // The workspace's libraries export TypeScript; they become part of the program.
  deps: { alwaysBundle: [/^@gatehouse\//] },
  define: { __BUILD__: JSON.stringify({ version: manifest.version, commit: commit() }) },
});

/** GATEHOUSE_COMMIT, for builds without the repository such as an image's, else what git says. */
function commit(): string {
  const given = process.env.GATEHOUSE_COMMIT?.trim();
  if (given) return given;
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short=12', 'HEAD') + (changed ? ', with changes' : '');
  } catch {
    return '';
  }
}
