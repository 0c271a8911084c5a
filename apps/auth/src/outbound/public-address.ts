import { BlockList, isIP } from 'node:net';

/**
 * What an address is for whoever wants to be connected to it: a host on the internet, one on the
 * operator's own network, or nothing that a server may be sent to by anybody.
 */
export type Reach = 'public' | 'private' | 'never';

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890), without what is in {@link PRIVATE4}; multicast; reserved. */
const SPECIAL4 = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  // A host of the cloud in its public address space, answered by Azure's hypervisor alone.
  '168.63.129.16/32',
  // Alibaba Cloud's metadata, within the shared addresses of RFC 6598.
  '100.100.100.200/32',
];

/** A private network may use these (RFC 1918, RFC 6598). */
const PRIVATE4 = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];

/** Outside of it IANA has allotted nothing to hosts on the internet (RFC 4291 §2.4). */
const ALLOTTED6 = ['2000::/3'];

/**
 * IANA IPv6 Special-Purpose Address Registry, as far as it is within {@link ALLOTTED6}. The first one
 * holds Teredo, benchmarking, ORCHID and others; 6to4 (2002::/16) leads to any IPv4 address.
 */
const SPECIAL6 = [
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  // Metadata of AWS and of Google Cloud, within the unique local addresses.
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
];

/** Unique local addresses (RFC 4193). */
const PRIVATE6 = ['fc00::/7'];

/** IPv4 translated at the well-known prefix (RFC 6052 §2.1): as public as the address inside. */
const NAT64 = ['64:ff9b::/96'];

const special4 = listOf(SPECIAL4, 'ipv4');
const private4 = listOf(PRIVATE4, 'ipv4');
const allotted6 = listOf(ALLOTTED6, 'ipv6');
const special6 = listOf(SPECIAL6, 'ipv6');
const private6 = listOf(PRIVATE6, 'ipv6');
const nat64 = listOf(NAT64, 'ipv6');

function listOf(prefixes: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const prefix of prefixes) {
    const [network = '', length] = prefix.split('/');
    list.addSubnet(network, Number(length), family);
  }
  return list;
}

/**
 * @param address as a name server or a URL gives it, without brackets. Whatever is no address is `never`, and
 *   so is one with a zone: it belongs to a link.
 */
export function reachOf(address: string): Reach {
  const family = isIP(address);
  if (family === 4) {
    if (special4.check(address, 'ipv4')) return 'never';
    return private4.check(address, 'ipv4') ? 'private' : 'public';
  }
  if (family !== 6 || address.includes('%')) return 'never';
  if (isEmbedding(address)) return reachOf(embedded(address));
  if (special6.check(address, 'ipv6')) return 'never';
  if (private6.check(address, 'ipv6')) return 'private';
  return allotted6.check(address, 'ipv6') ? 'public' : 'never';
}

/** A mapped address (RFC 4291 §2.5.5.2) as it is normalised, and none of the longer ones that begin like it. */
const MAPPED = /^::ffff:[\da-f]{1,4}:[\da-f]{1,4}$/;

function isEmbedding(address: string): boolean {
  // A rule for mapped addresses would match every IPv4 address: lists take them for one.
  return MAPPED.test(normalized(address)) || nat64.check(address, 'ipv6');
}

/** The IPv4 address in the last 32 bits. */
function embedded(address: string): string {
  const groups = normalized(address).split(':').slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** As RFC 5952 spells it, but with no dotted part. */
function normalized(address: string): string {
  return new URL(`https://[${address}]`).hostname.slice(1, -1);
}
