import { hash } from 'node:crypto';
import type { Client } from 'oidc-provider';
import { nameOf } from './client-verification.ts';

/** Of a client, what a decision about it rests on wherever its answer goes. */
type Shown = Pick<Client, 'clientId' | 'clientName' | 'clientAuthMethod' | 'jwks' | 'jwksUri'>;

/**
 * How a client looks to whoever decides about it, as a hash to compare. A client may change what it says
 * of itself: its document becomes another, or it replaces its registration (RFC 7592). A decision that was
 * made about the one is none about the other.
 *
 * It holds the name, whether the client proves who it is, and where its keys are. It does not hold:
 * - the host of its document, which is part of its id and never changes;
 * - redirects: each is decided on by itself (decided-redirect.ts);
 * - the keys behind `jwks_uri`: changing those now and then is what the address is for.
 */
export function shownClient(client: Shown): string {
  const { clientAuthMethod: method, jwksUri, jwks } = client;
  const proof = method === undefined || method === 'none' ? null : [jwksUri ?? jwks ?? 'secret'];
  return hash('sha256', JSON.stringify([nameOf(client), proof]), 'base64url');
}
