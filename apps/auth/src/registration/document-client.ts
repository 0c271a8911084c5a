import { errors } from 'oidc-provider';
import { normalizeClientMetadata } from './client-metadata.ts';
import { NEW_ID_TOKEN_ALG } from './id-token-alg.ts';
import { heardMembers } from './members.ts';
import type { RegistrableGrantType } from './registrable-grant-type.ts';
import { refuseUnbounded } from './registration-request.ts';

/** How a client may prove who it is whose metadata anybody can read: it shares no secret with us. */
const METHODS = ['none', 'private_key_jwt'];

/** Members that no published document may have (draft-ietf-oauth-client-id-metadata-document §4.1). */
const SECRETS = ['client_secret', 'client_secret_expires_at', 'registration_access_token'];

const MAX_KEYS_ADDRESS = 2048;

/**
 * Turns a metadata document into the metadata of its client, by the rules for clients that register
 * themselves. Beyond those it may have keys, and has no secret.
 *
 * @param clientId what the document has to call itself, character by character
 * @throws errors.InvalidClientMetadata, also with `invalid_redirect_uri`
 */
export function documentMetadata(
  clientId: string,
  document: Record<string, unknown>,
  issuer: string,
  served: readonly RegistrableGrantType[],
): Record<string, unknown> & { readonly client_id: string } {
  refuseUnbounded(document);
  if (document.client_id !== clientId) {
    refuse('client_id is not the address that the document was read from');
  }
  const secret = SECRETS.find((name) => Object.hasOwn(document, name));
  if (secret !== undefined) refuse(`${secret} must not be published`);
  const method = offeredMethod(document);
  const { jwks, jwks_uri: address, ...others } = document;
  const metadata = {
    ...heardMembers({ ...others, token_endpoint_auth_method: method }),
    client_id: clientId,
  } as Record<string, unknown> & { readonly client_id: string };
  // As for a client that registers, whose metadata the library completes.
  metadata.id_token_signed_response_alg ??= NEW_ID_TOKEN_ALG;
  if (method === 'private_key_jwt') Object.assign(metadata, keysOf(jwks, address));
  else delete metadata.token_endpoint_auth_signing_alg;
  normalizeClientMetadata(metadata, issuer, served);
  if (metadata.client_name === undefined) refuse('client_name is missing, or not usable');
  return metadata;
}

/** The method that the client prefers, else the first of those it offers that is possible here. */
function offeredMethod({
  token_endpoint_auth_method: preferred,
  token_endpoint_auth_methods_supported: offered,
}: Record<string, unknown>): string {
  if (typeof preferred === 'string' && preferred.startsWith('client_secret_')) {
    refuse('token_endpoint_auth_method must not be one with a secret');
  }
  const others: unknown[] = Array.isArray(offered) ? offered : [];
  const all = [preferred, ...others];
  const possible = all.find((one) => METHODS.includes(one as string)) as string | undefined;
  if (possible !== undefined) return possible;
  // A document that says nothing is of a client without a secret, since it can have none.
  if (all.every((one) => one === undefined)) return 'none';
  return refuse('token_endpoint_auth_method must be none or private_key_jwt');
}

function keysOf(jwks: unknown, address: unknown): object {
  if ((jwks === undefined) === (address === undefined)) {
    refuse('private_key_jwt needs either jwks or jwks_uri');
  }
  if (jwks !== undefined) return { jwks };
  const isAddress =
    typeof address === 'string' &&
    address.length <= MAX_KEYS_ADDRESS &&
    URL.parse(address)?.protocol === 'https:';
  return isAddress ? { jwks_uri: address } : refuse('jwks_uri must be an https address');
}

function refuse(description: string): never {
  throw new errors.InvalidClientMetadata(description);
}
