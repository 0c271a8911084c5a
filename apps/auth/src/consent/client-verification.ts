import type { Client } from 'oidc-provider';
import { redirectTarget } from '../registration/redirect-uris.ts';
import type { ClientKind } from '../storage/clients.ts';

/**
 * How far a client is known:
 *
 * - `operator`: the operator of this server registered it, and nobody else can pass for it: it has a
 *   secret or a key, or its answer goes to a web site;
 * - `operator-unproven`: the operator registered it, but any program on the user's computer can say
 *   that it is this client, and receive the answer (RFC 8252 §8.6);
 * - `https-redirect`: it named itself, but its answer goes to a web site that only its owner controls;
 * - `unverified`: it named itself, and any program on the user's computer could receive the answer.
 */
export type ClientVerification = 'operator' | 'operator-unproven' | 'https-redirect' | 'unverified';

/** @param redirectUri the one of this request, already matched against the registered ones */
export function verificationOf(
  { clientAuthMethod }: Pick<Client, 'clientAuthMethod'>,
  kind: ClientKind,
  redirectUri: string,
): ClientVerification {
  const isWebSite = redirectTarget(redirectUri) === 'https';
  if (kind === 'operator') {
    return isWebSite || clientAuthMethod !== 'none' ? 'operator' : 'operator-unproven';
  }
  return isWebSite ? 'https-redirect' : 'unverified';
}

/** The name that a client gives itself, or its identifier where it gives none. */
export function nameOf(client: Client): string {
  return client.clientName ?? client.clientId;
}
