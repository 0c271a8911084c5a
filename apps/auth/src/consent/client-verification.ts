import type { Client } from 'oidc-provider';
import { redirectTarget } from '../registration/redirect-uris.ts';
import type { ClientKind } from '../storage/clients.ts';
import { operatorTerms } from '../storage/operator-terms.ts';

/**
 * How far a client is known:
 *
 * - `operator`: the operator of this server registered it, and nobody else can pass for it: it has a
 *   secret or a key, or its answer goes to a web site;
 * - `operator-unproven`: the operator registered it, but any program on the user's computer can say
 *   that it is this client, and receive the answer (RFC 8252 §8.6);
 * - `https-redirect`: it named itself, but its answer goes to a web site that only its owner controls;
 * - `unverified`: it named itself, and any program on the user's computer could receive the answer;
 * - `document`: its id is the address of a document at a web site, and its answer goes to that same site;
 * - `document-elsewhere`: so is its id, but its answer goes to another web site;
 * - `document-unproven`: so is its id, but any program on the user's computer can say that it is this
 *   client, and receive the answer.
 *
 * None of this lets a client do more: it decides about words. At many hosts anybody can publish something
 * (pages of users, storage of clouds), and a site that is one's own may be anybody's.
 */
export type ClientVerification =
  | 'operator'
  | 'operator-unproven'
  | 'https-redirect'
  | 'unverified'
  | DocumentVerification;

/** Those of a client whose id is the address of a document. */
export type DocumentVerification = 'document' | 'document-elsewhere' | 'document-unproven';

/**
 * A web site that only its own word speaks for. Programs on the user's computer are none: they were started
 * there.
 */
export function isUnverifiedSite(verification: ClientVerification): boolean {
  return verification === 'https-redirect' || verification === 'document-elsewhere';
}

/** @param redirectUri the one of this request, already matched against the registered ones */
export function verificationOf(
  { clientId, clientAuthMethod }: Pick<Client, 'clientId' | 'clientAuthMethod'>,
  kind: ClientKind,
  redirectUri: string,
): ClientVerification {
  const isWebSite = redirectTarget(redirectUri) === 'https';
  if (kind === 'document') {
    if (!isWebSite) return 'document-unproven';
    return isOfSite(redirectUri, clientId) ? 'document' : 'document-elsewhere';
  }
  if (kind === 'operator') {
    return isWebSite || clientAuthMethod !== 'none' ? 'operator' : 'operator-unproven';
  }
  return isWebSite ? 'https-redirect' : 'unverified';
}

/**
 * Whether an address is at the host of another one, or at a subdomain of it, and both at the port that
 * everybody knows: another port may be another's.
 */
function isOfSite(address: string, site: string): boolean {
  const { hostname, port } = new URL(address);
  const { hostname: host, port: sitePort } = new URL(site);
  if (port !== '' || sitePort !== '') return false;
  return hostname === host || hostname.endsWith(`.${host}`);
}

/** The kind of a client that was found. No other id than that of a document is a URL. */
export function kindOf(client: Client): ClientKind {
  if (operatorTerms(client) !== undefined) return 'operator';
  return URL.canParse(client.clientId) ? 'document' : 'dynamic';
}

/** The host at which the document of a client is, in its ASCII form. */
export function documentHost({ clientId }: Pick<Client, 'clientId'>): string {
  return new URL(clientId).host;
}

/** The name that a client gives itself, or its identifier where it gives none. */
export function nameOf(client: Pick<Client, 'clientId' | 'clientName'>): string {
  return client.clientName ?? client.clientId;
}
