/**
 * The manifest that is published. pnpm makes it out of ours as it packs: `publishConfig` over the
 * members of its name, `catalog:` as the version that stands for it. npm knows neither, so where npm
 * packs, this makes the same.
 */

/** Members of `publishConfig` that are about the registry and stay where they are. */
const FOR_THE_REGISTRY = new Set(['access', 'registry', 'tag', 'provenance']);

/** Scripts that a package manager runs as it packs; they have no meaning in a tarball. */
const WHILE_PACKING = new Set(['prepublishOnly', 'prepack', 'prepare', 'postpack']);

/**
 * @typedef {Record<string, string>} Versions
 * @typedef {{ dependencies: Versions, devDependencies: Versions, scripts: Versions, publishConfig: Record<string, unknown> } & Record<string, unknown>} Manifest
 */

/**
 * @param {Manifest} manifest as it stands in the repository
 * @param {Versions} catalog the workspace's versions by package
 * @returns {Record<string, unknown>}
 * @throws Error where a dependency is in no catalog
 */
export function publishedManifest(manifest, catalog) {
  const { publishConfig, ...rest } = manifest;
  const published = Object.entries(publishConfig);
  return {
    ...rest,
    scripts: Object.fromEntries(
      Object.entries(manifest.scripts).filter(([name]) => !WHILE_PACKING.has(name)),
    ),
    dependencies: resolved(manifest.dependencies, catalog),
    devDependencies: resolved(manifest.devDependencies, catalog),
    ...Object.fromEntries(published.filter(([name]) => !FOR_THE_REGISTRY.has(name))),
    publishConfig: Object.fromEntries(published.filter(([name]) => FOR_THE_REGISTRY.has(name))),
  };
}

/**
 * @param {Versions} dependencies
 * @param {Versions} catalog
 */
function resolved(dependencies, catalog) {
  const entries = Object.entries(dependencies).map(([name, range]) => {
    if (range !== 'catalog:') return [name, range];
    const version = catalog[name];
    if (version === undefined)
      throw new Error(`The workspace's catalog has no version of ${name}.`);
    return [name, version];
  });
  return Object.fromEntries(entries);
}
