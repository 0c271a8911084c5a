import type { DescribedClient } from '../../operator/described-client.ts';
import { facts, inTerminal } from './terminal.ts';

/** Everything about a client but its secret. */
export function clientInWords(client: DescribedClient): string {
  return facts([
    ['client_id', inTerminal(client.client_id)],
    ['name', inTerminal(client.client_name ?? '')],
    ['registered by', registeredBy(client)],
    ['document', documentInWords(client)],
    ['grant types', client.grant_types.join(' ')],
    ['proves itself by', client.token_endpoint_auth_method],
    ['redirect URIs', client.redirect_uris.map(inTerminal).join(' ')],
    ['scopes', client.scope ?? ''],
    ['resources', client.resources.join(' ')],
    ['introspects', client.introspects.join(' ')],
    ['ID tokens', client.id_token_signed_response_alg],
    ['asks people', asksPeople(client)],
    ['PKCE', client.pkce === 'optional' ? 'optional, with a nonce' : ''],
    ['registered at', client.created_at],
    ['registered with', client.registration_token_id ?? ''],
    ['last used', client.last_used_on ?? 'never'],
    ['disabled since', client.disabled_at ?? ''],
  ]);
}

function registeredBy({ kind, document }: DescribedClient): string {
  if (kind === 'document')
    return document?.by_operator ? 'the operator, by its document' : 'its document';
  return kind === 'operator' ? 'the operator' : 'itself';
}

/** How good what is stored of a document is, in words; empty for a client without one. */
function documentInWords({ document }: DescribedClient): string {
  if (document === undefined) return '';
  const { pinned, ended_at: ended, failing_since: failing, fresh_until: fresh } = document;
  if (pinned) return 'a copy, never fetched';
  if (ended !== null) return `no more, its host says since ${ended}`;
  if (failing !== null) return `as last fetched; every fetch fails since ${failing}`;
  return `fetched; again after ${fresh ?? ''}`;
}

/** Whether users are asked about this client, in words; empty for the usual case. */
function asksPeople({ silent, trusted }: DescribedClient): string {
  if (trusted) return 'never (trusted)';
  return silent ? 'once (silent)' : '';
}

/** A client as a line of a list. */
export function clientInOneLine(client: DescribedClient): string {
  const { client_id: id, client_name: name, kind, created_at: at, last_used_on: on } = client;
  const liberty = client.trusted ? 'trusted' : client.silent && 'silent';
  const marks = [
    liberty,
    client.pkce === 'optional' && 'pkce optional',
    client.document?.pinned && 'pinned',
    client.document?.ended_at && 'no more',
    client.disabled_at !== null && 'disabled',
  ].filter(Boolean);
  const state = marks.length === 0 ? '' : `  ${marks.join(', ')}`;
  return `${inTerminal(id)}  ${kind.padEnd(8)}  ${days(at, on)}  ${inTerminal(name ?? '')}${state}`;
}

/** Aligned, as the list is read in columns. */
export function days(createdAt: string, lastUsedOn: string | null): string {
  return `registered ${createdAt.slice(0, 10)}  used ${lastUsedOn ?? 'never'.padEnd(10)}`;
}
