/**
 * What a host means, as `URL` has it: it has turned `127.1`, `0x7f.1` and the like into dotted form by
 * then, and letters into small ones.
 *
 * @module
 */

/** Hosts that mean this computer by what is written about native apps (RFC 8252 §7.3). */
const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Whether a host is one of those at which a native app may wait for its answer. For what is allowed to
 * programs alone: http, and a port that varies.
 */
export function isLoopbackHost(hostname: string): boolean {
  return loopbackHosts.includes(hostname);
}

/**
 * Whether whoever runs a program on this computer could be answered there, however it is written: names
 * of RFC 6761 §6.3, addresses of RFC 1122 §3.2.1.3 and RFC 4291 §2.5.3, also as IPv6 has those of IPv4
 * (§2.5.5.2), and the unspecified address. For caution: wider than what is allowed to programs.
 */
export function isThisComputer(hostname: string): boolean {
  const host = withoutRoot(hostname);
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    /^127\.\d+\.\d+\.\d+$/.test(host) ||
    host === '[::1]' ||
    // ::ffff:127.0.0.0/104 as the URL parser writes it
    /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(host) ||
    isUnspecifiedHost(host)
  );
}

/** The unspecified address: connecting to it reaches this machine, as loopback does. */
export function isUnspecifiedHost(hostname: string): boolean {
  return ['0.0.0.0', '[::]', '[::ffff:0:0]'].includes(hostname);
}

/**
 * Whether an address is a server's own, by any spelling under which a browser may reach it: another
 * case, the port that goes without saying, the root's dot, or another name of loopback.
 *
 * @param address an absolute URI
 * @param server where the server is
 */
export function isAddressOf(address: string, server: string): boolean {
  const asked = new URL(address);
  const own = new URL(server);
  if (asked.protocol !== own.protocol || asked.port !== own.port) return false;
  const [host, ownHost] = [withoutRoot(asked.hostname), withoutRoot(own.hostname)];
  return host === ownHost || (isLoopbackHost(host) && isLoopbackHost(ownHost));
}

function withoutRoot(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}
