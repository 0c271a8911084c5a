import { isIP } from 'node:net';

import type { Environment } from './environment.ts';
import { quote } from './quote.ts';

/** In development loopback alone, both families; in production everywhere, unless `HOST` says otherwise. */
export function readHosts(
  environment: Environment,
  production: boolean,
  addresses: readonly string[],
): readonly string[] {
  // A container without IPv6 cannot listen on ::.
  const ipv6 = addresses.some((address) => isIP(address) === 6);
  const everywhere = [ipv6 ? '::' : '0.0.0.0'];
  const loopback = addresses.includes('::1') ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
  const hosts = environment.list('HOST').flatMap((entry) => {
    if (entry === 'all') return everywhere;
    if (entry === 'localhost') return loopback;
    if (isIP(entry) === 0) {
      environment.fault(
        'HOST',
        `holds ${quote(entry)}`,
        'It takes IP addresses, localhost, or all.',
      );
    }
    return [entry];
  });
  if (hosts.length > 0) return hosts;
  return production ? everywhere : loopback;
}

/** Behind a proxy the port in the public URL is the proxy's, so production has a fixed one. */
export function defaultPort(audience: string, production: boolean): number {
  if (production) return 8000;
  const { port, protocol } = new URL(audience);
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}
