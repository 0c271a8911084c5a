import { DEFAULT_CLIENT_AUTH_METHOD } from '../protocol/client-authentication.ts';
import { AUTHORIZATION_CODE } from '../provider/token/grants/authorization-code.ts';
import {
  type ClientKind,
  EARLIER_ID_TOKEN_ALG,
  type ListedClient,
  type StoredDocument,
} from '../storage/clients.ts';

/** A client as a command prints it: names of RFC 7591, no secret. Times are ISO 8601. */
export interface DescribedClient {
  readonly client_id: string;
  readonly client_name: string | null;
  readonly kind: ClientKind;
  readonly grant_types: readonly string[];
  readonly token_endpoint_auth_method: string;
  readonly redirect_uris: readonly string[];
  /** absent: all scopes of its resources */
  readonly scope?: string;
  /** resources that it may ask for by itself; empty: only those that a user allows */
  readonly resources: readonly string[];
  /** resources whose tokens it may introspect */
  readonly introspects: readonly string[];
  readonly id_token_signed_response_alg: string;
  /** a remembered consent also answers requests that come from another site */
  readonly silent: boolean;
  /** users are never asked about it */
  readonly trusted: boolean;
  readonly pkce: 'required' | 'optional';
  readonly created_at: string;
  /** the day of its last token (UTC), as `YYYY-MM-DD`; null: none yet */
  readonly last_used_on: string | null;
  readonly disabled_at: string | null;
  /** of the token that it registered with, where a command made that; it may be gone */
  readonly registration_token_id: string | null;
  /** there where its id is the address of a document */
  readonly document?: DescribedDocument;
}

/** Where the metadata of a client is from that has a document. */
export interface DescribedDocument {
  /** a copy that a command gave, and that is never fetched */
  readonly pinned: boolean;
  /** a command registered it: its host may be on a private network */
  readonly by_operator: boolean;
  /** when it is fetched again, at the next request; null: never */
  readonly fresh_until: string | null;
  /** since when every fetch has failed */
  readonly failing_since: string | null;
  /** when its host said that it is no more */
  readonly ended_at: string | null;
}

export function describedClient(client: ListedClient): DescribedClient {
  const { id, kind, metadata, resources, introspects } = client;
  const { client_name: name, grant_types: grantTypes, redirect_uris: uris, scope } = metadata;
  const { token_endpoint_auth_method: method, id_token_signed_response_alg: alg } = metadata;
  return {
    client_id: id,
    client_name: typeof name === 'string' ? name : null,
    kind,
    // The defaults of RFC 7591 §2.
    grant_types: Array.isArray(grantTypes) ? grantTypes : [AUTHORIZATION_CODE.name],
    token_endpoint_auth_method: typeof method === 'string' ? method : DEFAULT_CLIENT_AUTH_METHOD,
    redirect_uris: Array.isArray(uris) ? uris : [],
    ...(typeof scope === 'string' && { scope }),
    resources,
    introspects,
    id_token_signed_response_alg: typeof alg === 'string' ? alg : EARLIER_ID_TOKEN_ALG,
    silent: client.silent,
    trusted: client.trusted,
    pkce: client.pkce_optional ? 'optional' : 'required',
    created_at: client.created_at.toISOString(),
    last_used_on: client.last_used_on,
    disabled_at: client.disabled_at?.toISOString() ?? null,
    registration_token_id: client.initial_access_token_id,
    ...(client.document && { document: describedDocument(client.document) }),
  };
}

function describedDocument(stored: StoredDocument): DescribedDocument {
  const { pinned, by_operator } = stored;
  return {
    pinned,
    by_operator,
    fresh_until: pinned ? null : iso(stored.fresh_until),
    failing_since: iso(stored.failing_since),
    ended_at: iso(stored.ended_at),
  };
}

function iso(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
