import manifest from '../../package.json' with { type: 'json' };

/** Put in by the build (tsdown.config.ts); empty where it was not made from a commit. */
declare const __COMMIT__: string | undefined;

/** What was built, and from what. */
export interface Version {
  readonly version: string;
  /** null: it was not built from a commit, or nobody knows from which */
  readonly commit: string | null;
  readonly node: string;
}

export function version(): Version {
  const commit = typeof __COMMIT__ === 'string' && __COMMIT__ !== '' ? __COMMIT__ : null;
  return { version: manifest.version, commit, node: process.version };
}

export function versionInWords({ version: number, commit, node }: Version): string {
  const from = commit === null ? 'a commit that is not known' : `commit ${commit}`;
  return `gatehouse ${number}, built from ${from}, on Node ${node}`;
}
