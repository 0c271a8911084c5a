import { execFileSync } from 'node:child_process';

/**
 * The commit that an app is being built from, for its build to put in: `GATEHOUSE_COMMIT`, for builds
 * without the repository such as an image's, else what git says. Empty where nobody knows.
 */
export function commit(env: Readonly<Record<string, string | undefined>>): string {
  const given = env['GATEHOUSE_COMMIT']?.trim();
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
