import type { Version } from '../../version.ts';

export function versionInWords({ version: number, commit, node }: Version): string {
  const from = commit === null ? 'a commit that is not known' : `commit ${commit}`;
  return `gatehouse ${number}, built from ${from}, on Node ${node}`;
}
