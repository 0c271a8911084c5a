import type { DescribedResource } from '../../operator/resources.ts';
import { facts, inTerminal } from './terminal.ts';

/** Everything about a resource. */
export function resourceInWords(resource: DescribedResource): string {
  const { scopes } = resource;
  return facts([
    ['resource', resource.resource],
    ['name', inTerminal(resource.name)],
    ...Object.entries(scopes).map(
      ([scope, words]) => ['scope', `${scope}: ${inTerminal(words)}`] as const,
    ),
    ['aliases', resource.aliases.join(' ')],
    ['signed with', resource.access_token_alg],
    ['comes from', resource.source === 'environment' ? 'RESOURCES' : 'a command'],
    ['since', resource.created_at],
  ]);
}
