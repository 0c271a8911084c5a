import type { DescribedResource, DescribedScope } from '../../operator/resources.ts';
import { facts, inTerminal } from './terminal.ts';

/** Everything about a resource. */
export function resourceInWords(resource: DescribedResource): string {
  const { scopes } = resource;
  return facts([
    ['resource', resource.resource],
    ['name', inTerminal(resource.name)],
    ...Object.entries(scopes).map(
      ([name, terms]) => ['scope', `${inTerminal(name)}: ${scopeInWords(terms)}`] as const,
    ),
    ['aliases', resource.aliases.join(' ')],
    ['signed with', resource.access_token_alg],
    ['comes from', resource.source === 'environment' ? 'RESOURCES' : 'a command'],
    ['since', resource.created_at],
  ]);
}

function scopeInWords({ description, detail, kind, required }: DescribedScope): string {
  const words = [description, detail].filter((text) => text !== undefined).map(inTerminal);
  const marks = [kind ?? 'kind not given, counts as change', required && 'required'];
  return `${words.join('. ')} (${marks.filter(Boolean).join(', ')})`;
}
