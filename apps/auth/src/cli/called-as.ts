/** The script of the repository that runs commands (package.json). */
const SCRIPT = 'gatehouse';

/**
 * How this program was called, as it is to be typed again: by a script of npm or pnpm, or by its name.
 *
 * @param environment in which npm and its like say which script runs, and who runs it
 */
export function calledAs(environment: NodeJS.ProcessEnv): string {
  if (environment.npm_lifecycle_event !== SCRIPT) return SCRIPT;
  const [manager = 'npm'] = (environment.npm_config_user_agent ?? '').split('/');
  // npm keeps what comes before `--` to itself; the others pass everything on.
  return ['pnpm', 'yarn', 'bun'].includes(manager)
    ? `${manager} ${SCRIPT}`
    : `npm run ${SCRIPT} --`;
}
