/**
 * What kind of host a URL names. Hosts are expected as `URL` gives them: it has already turned `127.1`,
 * `0x7f.1` and the like into dotted form, and capital letters into small ones.
 *
 * @module
 */

/** Hosts that mean this computer, by the standard for native apps (RFC 8252 §7.3). */
const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Whether a native app may wait for its answer at this host. Used for what only such programs may do:
 * http, and a port that varies.
 */
export function isLoopbackHost(hostname: string): boolean {
  return loopbackHosts.includes(hostname);
}

/**
 * Whether a program on this computer could receive an answer that is sent to this host, in any spelling:
 * names of RFC 6761 §6.3, addresses of RFC 1122 §3.2.1.3 and RFC 4291 §2.5.3, IPv4 addresses within IPv6
 * (§2.5.5.2), and the unspecified address. Used to be careful, so it covers more than
 * {@link isLoopbackHost}.
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

/** Whether it is the unspecified address, which reaches this machine as loopback does. */
export function isUnspecifiedHost(hostname: string): boolean {
  return ['0.0.0.0', '[::]', '[::ffff:0:0]'].includes(hostname);
}

/**
 * Whether an address belongs to a server, in any spelling under which a browser may reach it: capital
 * letters, the default port, a dot at the end of the host, or another name of loopback.
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
