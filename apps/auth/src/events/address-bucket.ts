import { isIP, isIPv4, isIPv6 } from 'node:net';

/** What counts as one address where the real one cannot be read. */
export const UNKNOWN_ADDRESS = 'unknown';

/**
 * Whom an address stands for: an IPv4 address, or the /64 of an IPv6 address, since whoever has one
 * address of it has them all (RFC 6177 §2). One spelling for each: an IPv4 address written as IPv6
 * (RFC 4291 §2.5.5.2) is the IPv4 address. Some proxies forward a port with it, which is dropped.
 *
 * @param address what Express makes of the connection and `TRUST_PROXY`; a forwarded one may be
 *   anything at all
 */
export function addressBucket(address: string | undefined): string {
  const plain = withoutPort((address ?? '').trim()).replace(/%.*$/, '');
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return UNKNOWN_ADDRESS;
  const groups = groupsOf(plain);
  const [high, low] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  if (
    groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff' &&
    high !== undefined &&
    low !== undefined
  ) {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}

function withoutPort(text: string): string {
  if (isIP(text) !== 0) return text;
  const match = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/.exec(text);
  return match?.[1] ?? match?.[2] ?? text;
}

/** The eight groups of an IPv6 address, in lower case without leading zeros. */
function groupsOf(address: string): string[] {
  // The URL parser knows every spelling, dotted ones too (WHATWG URL, "IPv6 serializer").
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const left = before ?? [];
  const right = after ?? [];
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
}
