import { describe, expect, test } from 'vitest';
import { type Reach, reachOf } from './public-address.ts';

/**
 * Every entry of IANA's special-purpose registries (iana-ipv4-special-registry, iana-ipv6-special-registry, as of
 * 2026-10), with multicast and what is reserved, by its first and last address.
 */
const SPECIAL: readonly [prefix: string, first: string, last: string][] = [
  ['0.0.0.0/8', '0.0.0.0', '0.255.255.255'],
  ['10.0.0.0/8', '10.0.0.0', '10.255.255.255'],
  ['100.64.0.0/10', '100.64.0.0', '100.127.255.255'],
  ['127.0.0.0/8', '127.0.0.0', '127.255.255.255'],
  ['169.254.0.0/16', '169.254.0.0', '169.254.255.255'],
  ['172.16.0.0/12', '172.16.0.0', '172.31.255.255'],
  ['192.0.0.0/24', '192.0.0.0', '192.0.0.255'],
  ['192.0.0.0/29', '192.0.0.0', '192.0.0.7'],
  ['192.0.0.8/32', '192.0.0.8', '192.0.0.8'],
  ['192.0.0.9/32', '192.0.0.9', '192.0.0.9'],
  ['192.0.0.10/32', '192.0.0.10', '192.0.0.10'],
  ['192.0.0.170/31', '192.0.0.170', '192.0.0.171'],
  ['192.0.2.0/24', '192.0.2.0', '192.0.2.255'],
  ['192.31.196.0/24', '192.31.196.0', '192.31.196.255'],
  ['192.52.193.0/24', '192.52.193.0', '192.52.193.255'],
  ['192.88.99.0/24', '192.88.99.0', '192.88.99.255'],
  ['192.88.99.2/32', '192.88.99.2', '192.88.99.2'],
  ['192.168.0.0/16', '192.168.0.0', '192.168.255.255'],
  ['192.175.48.0/24', '192.175.48.0', '192.175.48.255'],
  ['198.18.0.0/15', '198.18.0.0', '198.19.255.255'],
  ['198.51.100.0/24', '198.51.100.0', '198.51.100.255'],
  ['203.0.113.0/24', '203.0.113.0', '203.0.113.255'],
  ['224.0.0.0/4', '224.0.0.0', '239.255.255.255'],
  ['240.0.0.0/4', '240.0.0.0', '255.255.255.254'],
  ['255.255.255.255/32', '255.255.255.255', '255.255.255.255'],
  ['::/128', '::', '::'],
  ['::1/128', '::1', '0:0:0:0:0:0:0:1'],
  ['::/96 (deprecated)', '::1.1.1.1', '::ffff:ffff'],
  ['::ffff:0:0:0/96 (RFC 2765)', '::ffff:0:1.1.1.1', '::ffff:0:ffff:ffff'],
  ['0:0:0:ffff::/64 (not allotted)', '0:0:0:ffff:1:1:101:101', '0:0:0:ffff:ffff:ffff:ffff:ffff'],
  ['64:ff9b:1::/48', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['100::/64', '100::', '100::ffff:ffff:ffff:ffff'],
  ['100:0:0:1::/64', '100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff'],
  ['2001::/23', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001::/32', '2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:1::1/128', '2001:1::1', '2001:1::1'],
  ['2001:1::2/128', '2001:1::2', '2001:1::2'],
  ['2001:1::3/128', '2001:1::3', '2001:1::3'],
  ['2001:2::/48', '2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
  ['2001:3::/32', '2001:3::', '2001:3:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:4:112::/48', '2001:4:112::', '2001:4:112:ffff:ffff:ffff:ffff:ffff'],
  ['2001:10::/28', '2001:10::', '2001:1f:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:20::/28', '2001:20::', '2001:2f:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:30::/28', '2001:30::', '2001:3f:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:db8::/32', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2002::/16', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2620:4f:8000::/48', '2620:4f:8000::', '2620:4f:8000:ffff:ffff:ffff:ffff:ffff'],
  ['3fff::/20', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['5f00::/16', '5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fc00::/7', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fe80::/10', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fec0::/10 (deprecated)', 'fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['ff00::/8', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['4000::/3 (not allotted)', '4000::', '5fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['1000::/4 (not allotted)', '1000::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];

/** Of these a private network may have hosts. */
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

test.each(SPECIAL)('%s is for no host on the internet', (prefix, first, last) => {
  const reach: Reach = PRIVATE.includes(prefix) ? 'private' : 'never';
  expect([reachOf(first), reachOf(last)]).toEqual([reach, reach]);
});

/** On both sides of the prefixes, where a length that is one off shows. */
test.each([
  ['1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0'],
  [
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
  ],
  ['192.0.1.0', '192.0.3.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0'],
  ['223.255.255.255', '8.8.8.8', '168.63.129.15', '168.63.129.17'],
  ['2000::', '2001:200::', '2001:db7:ffff::', '2001:db9::', '2003::', '2620:4f:8001::'],
  ['2606:4700::1111', '3ffe:ffff::', '3fff:1000::'],
])('%s and others are public', (...addresses) => {
  expect(addresses.map((address) => [address, reachOf(address)])).toEqual(
    addresses.map((address) => [address, 'public']),
  );
});

describe('IPv4 inside IPv6 is judged as IPv4', () => {
  const forms = (dotted: string) => {
    const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
    const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    return [
      `::ffff:${dotted}`,
      `::ffff:${hex}`,
      `0:0:0:0:0:ffff:${hex}`,
      `::FFFF:${hex.toUpperCase()}`,
      `64:ff9b::${dotted}`,
      `64:ff9b::${hex}`,
      `0064:ff9b:0:0:0:0:${hex}`,
    ];
  };

  test.each([
    '0.0.0.0',
    '0.0.0.1',
    '127.0.0.1',
    '10.0.0.0',
    '10.255.0.0',
    '169.254.169.254',
    '192.168.0.1',
    '224.0.0.0',
    '255.255.255.255',
    '8.8.8.8',
    '1.0.0.0',
    '93.184.215.14',
  ])('%s', (dotted) => {
    for (const form of forms(dotted))
      expect([form, reachOf(form)]).toEqual([form, reachOf(dotted)]);
  });
});

test.each([
  ['168.63.129.16', 'Azure'],
  ['169.254.169.254', 'most clouds'],
  ['100.100.100.200', 'Alibaba Cloud'],
  ['192.0.0.192', 'Oracle Cloud'],
  ['fd00:ec2::254', 'AWS'],
  ['fd20:ce::254', 'Google Cloud'],
])('%s, the metadata of %s, is for nobody, whoever named it', (address) => {
  expect(reachOf(address)).toBe('never');
});

test.each([
  '',
  'localhost',
  '127.1',
  '0x7f.0.0.1',
  '[::1]',
  'fe80::1%eth0',
  '2606:4700::1%1',
  '1.1.1.1/8',
])('%s is no address', (text) => {
  expect(reachOf(text)).toBe('never');
});
