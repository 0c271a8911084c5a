import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import { normalizeClientMetadata } from '../registration/client-metadata.ts';
import { SIGNING_ALGORITHMS } from '../protocol/algorithms.ts';
import { CLIENT_AUTH_METHODS } from '../protocol/client-authentication.ts';
import { NEW_ID_TOKEN_ALG } from '../registration/id-token-alg.ts';
import { GRANT_TYPE_NAMES, GRANT_TYPES } from '../provider/token/grants/grant-types.ts';
import { clientKeysFault } from '../registration/client-keys.ts';
import { redirectUrisFault } from '../registration/redirect-uris.ts';
import { OPERATOR_TERMS, OperatorTerms } from '../storage/operator-terms.ts';
import type { ClientFault } from './client-fault.ts';
import { libertyFault } from './liberties.ts';
import { OperationError } from './operation-error.ts';

/** What the operator says about a client to be added; names of RFC 7591 where it has them. */
export const NewClient = z.strictObject({
  client_name: z.string().trim().min(1).max(200),
  redirect_uris: z.array(z.string()).default([]),
  grant_types: z.array(z.enum(GRANT_TYPE_NAMES)).optional(),
  token_endpoint_auth_method: z.enum(CLIENT_AUTH_METHODS).optional(),
  /** scopes, separated by spaces */
  scope: z.string().optional(),
  jwks: z.unknown().optional(),
  resources: z.array(z.string()).default([]),
  introspects: z.array(z.string()).default([]),
  id_token_signed_response_alg: z.enum(SIGNING_ALGORITHMS).default(NEW_ID_TOKEN_ALG),
  silent: z.boolean().default(false),
  trusted: z.boolean().default(false),
  pkce: z.enum(['required', 'optional']).default('required'),
});

export type NewClient = z.infer<typeof NewClient>;

/** Metadata that was checked and is complete. */
export type CheckedMetadata = Record<string, unknown> & {
  readonly grant_types: readonly string[];
  readonly token_endpoint_auth_method: string;
};

/**
 * Checks and completes the metadata of a new client, by the rules for clients of the operator.
 *
 * @param issuer this server
 * @throws OperationError `invalid_client_metadata`
 */
export function checkedMetadata(asked: NewClient, issuer: string): CheckedMetadata {
  const {
    resources,
    introspects,
    silent: _silent,
    trusted: _trusted,
    pkce: _pkce,
    ...given
  } = asked;
  const grantTypes = given.grant_types ?? impliedGrantTypes(asked);
  const method =
    given.token_endpoint_auth_method ??
    (given.jwks === undefined ? 'client_secret_basic' : 'private_key_jwt');
  refuseContradictions(asked, issuer, grantTypes, method);
  const metadata: Record<string, unknown> = {
    ...given,
    grant_types: [...grantTypes],
    token_endpoint_auth_method: method,
    [OPERATOR_TERMS]: new OperatorTerms({ resources, introspects }),
  };
  normalizeClientMetadata(metadata, issuer, GRANT_TYPES);
  delete metadata[OPERATOR_TERMS];
  // Normalisation removes it, because the library does not know it; it is stored all the same.
  if (given.scope !== undefined) metadata.scope = given.scope;
  return metadata as CheckedMetadata;
}

/** The grant types that a client needs for what the operator wants of it. */
function impliedGrantTypes({ redirect_uris: uris, introspects, resources }: NewClient) {
  if (uris.length === 0 && introspects.length > 0 && resources.length === 0) return [];
  const by = uris.length > 0 ? 'redirect_uris' : 'resources';
  return GRANT_TYPES.filter(({ impliedBy }) => impliedBy === by).map(({ name }) => name);
}

function refuseContradictions(
  asked: NewClient,
  issuer: string,
  grantTypes: readonly string[],
  method: string,
): void {
  const { redirect_uris: uris, resources, introspects, jwks } = asked;
  const isPublic = method === 'none';
  for (const { name, needs } of GRANT_TYPES.filter((one) => grantTypes.includes(one.name))) {
    if (needs?.grantType !== undefined && !grantTypes.includes(needs.grantType)) {
      throw refused({ code: 'needs_grant_type', of: name, needed: needs.grantType });
    }
    if (needs?.proof && isPublic) throw refused({ code: 'needs_proof', of: name });
    if (needs?.resource && resources.length === 0) {
      throw refused({ code: 'needs_resource', of: name });
    }
  }
  const interactive = GRANT_TYPES.flatMap((one) => (one.interactive ? [one.name] : []));
  if (uris.length > 0 && !interactive.some((name) => grantTypes.includes(name))) {
    throw refused({ code: 'redirect_uris_unused', usedBy: interactive });
  }
  if (introspects.length > 0 && isPublic) {
    throw refused({ code: 'needs_proof', of: 'introspection' });
  }
  if (grantTypes.length === 0 && introspects.length === 0) {
    throw refused({ code: 'does_nothing' });
  }
  if ((method === 'private_key_jwt') !== (jwks !== undefined)) {
    throw refused({ code: 'keys_without_method' });
  }
  if (jwks !== undefined) refuseUnreadableKeys(jwks);
  // The operator typed them, so an unusable one is a mistake and not left out.
  const unusable = uris.length > 0 && redirectUrisFault(uris, issuer, Number.POSITIVE_INFINITY);
  if (unusable) throw refused(unusable);
  const liberty = libertyFault(asked, isPublic);
  if (liberty !== undefined) throw refused(liberty);
  // The rest of what registration asks of keys, and of redirect URIs where a grant type needs one.
  const keys = jwks === undefined ? undefined : clientKeysFault(jwks);
  if (keys !== undefined) throw refused(keys);
  if (uris.length === 0 && interactive.some((name) => grantTypes.includes(name))) {
    throw refused({ code: 'no_redirect_uri' });
  }
}

function refuseUnreadableKeys(jwks: unknown): void {
  const { keys } = (jwks ?? {}) as { keys?: unknown };
  for (const key of Array.isArray(keys) ? (keys as JsonWebKey[]) : []) {
    try {
      createPublicKey({ key, format: 'jwk' });
    } catch {
      throw refused({ code: 'unreadable_key' });
    }
  }
}

function refused(fault: ClientFault): OperationError {
  return new OperationError({ code: 'invalid_client_metadata', fault });
}
