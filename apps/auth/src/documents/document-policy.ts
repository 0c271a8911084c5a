/** Which ids stand for a document, and whose documents are read. */
export interface DocumentPolicy {
  readonly enabled: boolean;
  /** domains that are served, with what is below them; empty: all */
  readonly domains: readonly string[];
  /** domains that are not, with what is below them, whatever the others say */
  readonly deniedDomains: readonly string[];
  /**
   * Documents at `https://localhost:PORT` count. Only for a server that is on loopback itself, for
   * development (draft-ietf-oauth-client-id-metadata-document §8.6).
   */
  readonly loopback: boolean;
}

/** A longer id is no address of a document. It is stored with everything that a client gets. */
const LONGEST = 512;

const OWN_COMPUTER = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a client id is the address of a document (draft-ietf-oauth-client-id-metadata-document §3):
 * https, with a path, written as a browser would write it. A user, a query, a fragment, dot segments or a
 * port are none of it: one document has one name.
 */
export function isDocumentAddress(id: string, { loopback }: Pick<DocumentPolicy, 'loopback'>) {
  if (!id.startsWith('https://') || id.length > LONGEST) return false;
  const url = URL.parse(id);
  // Dot segments, upper case, a default port, an odd spelling of a host: all would be written otherwise.
  if (url === null || url.href !== id || url.pathname === '/') return false;
  if (url.username !== '' || url.password !== '' || /[?#]/.test(id)) return false;
  if (loopback && OWN_COMPUTER.has(url.hostname)) return true;
  // With a dot at its end a host has a second spelling, which the lists would not know.
  return url.port === '' && !url.hostname.endsWith('.');
}

/**
 * Whether a client with this id may be one here. It is asked wherever a client is found, so that a list
 * which has changed counts at once, also for what was allowed before.
 */
export function isServed(id: string, policy: DocumentPolicy): boolean {
  if (!policy.enabled || !isDocumentAddress(id, policy)) return false;
  const { hostname } = new URL(id);
  if (isDenied(hostname, policy)) return false;
  return policy.domains.length === 0 || policy.domains.some((one) => isWithin(hostname, one));
}

/** Whether the operator wants nothing to do with a host, whatever else it has: keys of a client, too. */
export function isDenied(hostname: string, { deniedDomains }: DocumentPolicy): boolean {
  return deniedDomains.some((domain) => isWithin(hostname, domain));
}

function isWithin(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
