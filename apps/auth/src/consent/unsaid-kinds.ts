import type { ListedResource } from '../storage/resources.ts';

/**
 * Which scopes come unticked because nobody has said what they do, as sentences for the operator: what was
 * configured before there were kinds goes on, and looks less complete than it was meant.
 */
export function unsaidKinds(resources: readonly ListedResource[]): string[] {
  return resources.flatMap(({ resource, scopes, source }) => {
    const unsaid = Object.keys(scopes).filter((name) => scopes[name]?.kindGiven === false);
    if (unsaid.length === 0) return [];
    const where = source === 'environment' ? 'a kind in RESOURCES' : '`gatehouse resources set`';
    return [
      `nobody has said what these scopes of ${resource} do, so they come unticked on the consent page: ` +
        `${unsaid.join(', ')}; say it with ${where}`,
    ];
  });
}
