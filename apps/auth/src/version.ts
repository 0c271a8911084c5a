/** Put in by the build (tsdown.config.ts); absent where the source runs as it is. */
declare const __BUILD__: { readonly version: string; readonly commit: string } | undefined;

/** What was built, and from what. */
export interface Version {
  readonly version: string;
  /** null: it was not built from a commit, or nobody knows from which */
  readonly commit: string | null;
  readonly node: string;
}

export function version(): Version {
  const build = typeof __BUILD__ === 'undefined' ? undefined : __BUILD__;
  return {
    version: build?.version ?? 'not built',
    commit: build?.commit || null,
    node: process.version,
  };
}

export function versionInWords({ version: number, commit, node }: Version): string {
  const from = commit === null ? 'a commit that is not known' : `commit ${commit}`;
  return `gatehouse ${number}, built from ${from}, on Node ${node}`;
}
