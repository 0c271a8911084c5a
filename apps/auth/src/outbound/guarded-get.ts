/**
 * Requests to addresses that strangers name.
 *
 * ```
 * URL ── https, no userinfo, no port of its own, not this server?
 *     ── name servers are asked once ── every address is judged ── one connection, to a judged address
 *     ── one answer within bounds, no redirect ──▶ status, headers, body
 * ```
 *
 * Between the judgement and the connection nobody is asked again, so that a name which means another
 * address a moment later (DNS rebinding) changes nothing.
 *
 * @module
 */
import { once } from 'node:events';
import { isIP } from 'node:net';
import { type Destination, exchange, type Received, unbracketed } from './exchange.ts';
import { OutboundError } from './outbound-error.ts';
import { type Reach, reachOf } from './public-address.ts';
import { type Resolve, resolveBy } from './resolve.ts';

export type { Received } from './exchange.ts';
export { type OutboundCode, OutboundError } from './outbound-error.ts';

export interface GuardedRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** of the body; a longer one is refused, whatever it says of itself */
  readonly maxBytes: number;
  /** milliseconds for everything together: name servers, handshake, answer */
  readonly timeoutMs: number;
  /**
   * The operator named this host by command, so that it may be on a private network. Loopback, link-local
   * and the metadata services of clouds stay out.
   */
  readonly mayBePrivate?: boolean;
  /**
   * The operator named this address by command, port and all: any port is asked, and where this machine may be
   * asked, it may be without TLS.
   */
  readonly asNamed?: boolean;
}

/**
 * GET an https address that a stranger named. A redirect is an answer like any other, and not followed.
 *
 * @throws OutboundError
 */
export type GuardedGet = (url: URL, request: GuardedRequest) => Promise<Received>;

/**
 * What lies between this server and the others. It is given by whoever puts the rooms together, and
 * tests give another one; nothing of it is read from the environment, or a variable could open the guard.
 */
export interface Network {
  readonly resolve: Resolve;
  /** where the socket to a judged address goes */
  readonly destination: (address: string, port: number) => Destination;
  /** certificate authorities in the place of Node's */
  readonly ca: readonly string[] | undefined;
  /** this server, as URLs name it: it asks itself nothing */
  readonly ownHost: string | undefined;
  /**
   * `https://localhost:PORT` may be asked, and `http://localhost:PORT` where the operator named it. Only where this server is on loopback itself, for development
   * (draft-ietf-oauth-client-id-metadata-document §8.6).
   */
  readonly loopback: boolean;
}

const INTERNET: Network = {
  resolve: resolveBy(),
  destination: (host, port) => ({ host, port }),
  ca: undefined,
  ownHost: undefined,
  loopback: false,
};

/** Requests at a time, however many ask: each one is a socket, for as long as its deadline at most. */
const MOST_AT_ONCE = 64;

/** There is no way to this address from here: the other family may have one. No packet was sent. */
const NO_WAY = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

const LOOPBACK: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1', '::1'],
  '127.0.0.1': ['127.0.0.1'],
  '::1': ['::1'],
};

export function createGuardedGet(network: Partial<Network> = {}): GuardedGet {
  const { ca, destination, loopback, ownHost, resolve } = { ...INTERNET, ...network };
  let running = 0;

  async function destinationsOf(
    url: URL,
    { mayBePrivate = false, asNamed = false }: GuardedRequest,
    signal: AbortSignal,
  ): Promise<Destination[]> {
    const host = unbracketed(url.hostname);
    const own = loopback ? LOOPBACK[host] : undefined;
    const isPlain = asNamed && own !== undefined && url.protocol === 'http:';
    if ((url.protocol !== 'https:' && !isPlain) || url.username !== '' || url.password !== '') {
      throw new OutboundError('url_not_allowed');
    }
    if (url.host === ownHost) throw new OutboundError('url_not_allowed');
    const port = Number(url.port || (isPlain ? 80 : 443));
    if (own !== undefined) return own.map((address) => ({ host: address, port }));
    // With a dot at its end a host has a second spelling, which lists and limits would not know.
    if ((url.port !== '' && !asNamed) || host.endsWith('.')) {
      throw new OutboundError('url_not_allowed');
    }
    const addresses = isIP(host) > 0 ? [host] : await resolve(host, signal);
    const allowed: readonly Reach[] = mayBePrivate ? ['public', 'private'] : ['public'];
    // One address that is not allowed spoils the name: whoever set it wanted it to be connected to.
    if (!addresses.every((address) => allowed.includes(reachOf(address)))) {
      throw new OutboundError('address_not_public');
    }
    return firstOfEachFamily(addresses).map((address) => destination(address, port));
  }

  async function get(url: URL, request: GuardedRequest, signal: AbortSignal): Promise<Received> {
    const { headers = {}, maxBytes } = request;
    const destinations = await destinationsOf(url, request, signal);
    for (const [index, one] of destinations.entries()) {
      try {
        return await exchange(url, one, { headers, maxBytes, ca, signal });
      } catch (error) {
        const isLast = index === destinations.length - 1;
        if (isLast || !wasNotThere(error, loopback)) throw error;
      }
    }
    throw new OutboundError('host_unknown');
  }

  return async (url, request) => {
    if (running >= MOST_AT_ONCE) throw new OutboundError('too_many_requests');
    running += 1;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), request.timeoutMs);
    try {
      const late = once(deadline.signal, 'abort').then(() => {
        throw new Error('late');
      });
      return await Promise.race([get(url, request, deadline.signal), late]);
    } catch (error) {
      throw deadline.signal.aborted ? new OutboundError('timed_out', error) : error;
    } finally {
      clearTimeout(timer);
      running -= 1;
    }
  };
}

/** IPv4 first, since a host has it more often than a way to IPv6; a connection is tried to one of them. */
function firstOfEachFamily(addresses: readonly string[]): string[] {
  const ofFamily = (family: number) => addresses.find((address) => isIP(address) === family);
  return [ofFamily(4), ofFamily(6)].filter((address) => address !== undefined);
}

function wasNotThere(error: unknown, loopback: boolean): boolean {
  if (!(error instanceof OutboundError) || error.code !== 'connection_failed') return false;
  return loopback || NO_WAY.has((error.cause as NodeJS.ErrnoException | undefined)?.code ?? '');
}
