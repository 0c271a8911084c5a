/**
 * Whether a URL's `hostname` is this machine: RFC 6761 §6.3 names and RFC 1122 §3.2.1.3,
 * RFC 4291 §2.5.3 addresses. The URL parser has already turned `127.1`, `0x7f.1` and the like into
 * dotted form.
 */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    /^127\.\d+\.\d+\.\d+$/.test(host) ||
    host === '[::1]' ||
    // ::ffff:127.0.0.0/104 as the URL parser writes it
    /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(host)
  );
}

/** The unspecified address: connecting to it reaches this machine, as loopback does. */
export function isUnspecifiedHost(hostname: string): boolean {
  return hostname === '0.0.0.0' || hostname === '[::]';
}
