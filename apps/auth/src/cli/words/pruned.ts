import { formatDuration } from '@gatehouse/environment';
import type { Pruned, PrunedClient } from '../../operator/prune-clients.ts';
import { days } from './clients.ts';
import { inTerminal } from './terminal.ts';

/** How many clients of a longer list are named in sentences; `--json` names more. */
const NAMED = 100;

/**
 * What was removed, or would be.
 *
 * @param minAge seconds; none was removed that registered in this time
 */
export function prunedInWords(
  { removed, count: all, grants, clients }: Pruned,
  minAge: number,
): string {
  if (all === 0) {
    return `No client is to be removed. Those that registered in the last ${formatDuration(minAge)}, and those that an operator added, are always kept.`;
  }
  const lines = clients.slice(0, NAMED).map(prunedLine);
  if (all > lines.length) lines.push(`… and ${all - lines.length} more`);
  const [clientsInWords, grantsInWords] = [some(all, 'client'), some(grants, 'grant')];
  const sentence = removed
    ? `Removed ${clientsInWords}; ${grantsInWords} ended with them.`
    : `Nothing was removed. With --yes: ${clientsInWords}, and ${grantsInWords} would end with them.`;
  return [...lines, '', sentence].join('\n');
}

function prunedLine({ client_id: id, client_name: name, ...client }: PrunedClient): string {
  return `${inTerminal(id)}  ${days(client.created_at, client.last_used_on)}  ${inTerminal(name ?? '')}`;
}

function some(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
