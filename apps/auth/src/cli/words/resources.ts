import type { DescribedResource, DescribedScope } from '../../operator/described-resource.ts';
import type { AddedResource } from '../../operator/add-resource.ts';
import { inWords } from '../../faults/fault.ts';
import { METADATA_WORDS } from './document-faults.ts';
import { facts, inTerminal } from './terminal.ts';

/** Everything about a resource. */
export function resourceInWords(resource: DescribedResource): string {
  const { scopes } = resource;
  return facts([
    ['resource', resource.resource],
    ['name', inTerminal(resource.name)],
    ...Object.entries(scopes).map(
      ([name, terms]) =>
        ['scope', `${inTerminal(name)} (${inMarks(terms)}): ${inText(terms)}`] as const,
    ),
    ['aliases', resource.aliases.join(' ')],
    ['signed with', resource.access_token_alg],
    ['comes from', resource.source === 'environment' ? 'RESOURCES' : 'a command'],
    ['since', resource.created_at],
  ]);
}

function inMarks({ kind, required }: DescribedScope): string {
  return [kind ?? 'no kind, comes unticked', required && 'required'].filter(Boolean).join(', ');
}

function inText({ description, detail }: DescribedScope): string {
  const text = inTerminal(description);
  return detail === undefined ? text : `${text} – ${inTerminal(detail)}`;
}

/** That a resource was added as the operator says alone, and why. */
export function unreadInWords({ at, fault }: NonNullable<AddedResource['unread']>): string {
  return `Added as you say: what the MCP server says of itself, at ${inTerminal(at)}, was not read, because ${inWords(METADATA_WORDS, fault)}.`;
}

/**
 * What is left to say of a resource that was just added; empty where everything is said.
 *
 * @param gatehouse how this program is called
 */
export function withoutWords({ resource, scopes }: DescribedResource, gatehouse: string): string {
  const unsaid = Object.entries(scopes).filter(
    ([name, { description, kind }]) => description === name || kind === undefined,
  );
  const [first] = unsaid;
  if (first === undefined) return '';
  const names = unsaid.map(([name]) => inTerminal(name)).join(', ');
  const it = unsaid.length === 1 ? 'it does' : 'they do';
  return (
    `\n\nPeople cannot tell yet what ${it}: ${names}.\n` +
    `Say it with --view, --change or --irreversible: ${gatehouse} resources set ${inTerminal(resource)} --view '${inTerminal(first[0])}=…'`
  );
}
