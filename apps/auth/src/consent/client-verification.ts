import type { Client } from 'oidc-provider';
import { redirectTarget } from '../registration/redirect-uris.ts';
import type { ClientKind } from '../storage/clients.ts';

/**
 * How far a client is known:
 *
 * - `operator`: the operator of this server registered it;
 * - `https-redirect`: it named itself, but its answer goes to a web site that only its owner controls;
 * - `unverified`: it named itself, and any program on the person's computer could receive the answer.
 */
export type ClientVerification = 'operator' | 'https-redirect' | 'unverified';

/** @param redirectUri the one of this request, already matched against the registered ones */
export function verificationOf(kind: ClientKind, redirectUri: string): ClientVerification {
  if (kind === 'operator') return 'operator';
  return redirectTarget(redirectUri) === 'https' ? 'https-redirect' : 'unverified';
}

/** What a client calls itself; its identifier where it does not. */
export function nameOf(client: Client): string {
  return client.clientName ?? client.clientId;
}
