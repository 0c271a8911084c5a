/**
 * The environment that set-up commands run in.
 *
 * `npm start` exports some sixty `npm_*` variables (its prefix, its user agent, the script's name)
 * that would steer an npm or pnpm started from here. They are dropped, except what a company
 * machine needs to reach a registry at all.
 */

const KEPT = new Set([
  'registry',
  'cafile',
  'ca',
  'proxy',
  'http_proxy',
  'https_proxy',
  'noproxy',
  'strict_ssl',
  'userconfig',
  'globalconfig',
  'nodedir',
]);

/**
 * A copy of `env` without npm's own variables but its network settings. pnpm 12 reads
 * `pnpm_config_*` only, so each setting is given under that name too.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string>}
 */
export function cleanEnvironment(env) {
  /** @type {Record<string, string>} */
  const clean = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    if (!/^npm_/i.test(name)) {
      clean[name] = value;
      continue;
    }
    const setting = /^npm_config_(.+)$/i.exec(name)?.[1];
    if (setting === undefined) continue;
    // Scoped registries and their credentials are named after the scope or the registry's address.
    if (!KEPT.has(setting.toLowerCase()) && !/^(@|\/\/)/.test(setting)) continue;
    clean[name] = value;
    clean[`pnpm_config_${setting}`] ??= env[`pnpm_config_${setting}`] ?? value;
  }
  return clean;
}

/**
 * `env` with `directories` first on the search path.
 *
 * @param {Record<string, string>} env
 * @param {string[]} directories
 * @param {string} delimiter
 */
export function withPath(env, directories, delimiter) {
  const present = (env.PATH ?? '').split(delimiter).filter((entry) => entry !== '');
  const rest = present.filter((entry) => !directories.includes(entry));
  return { ...env, PATH: [...directories, ...rest].join(delimiter) };
}
