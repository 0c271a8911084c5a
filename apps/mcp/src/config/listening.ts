import { isIP } from 'node:net';

import { type Environment, quote } from './environment.ts';

export interface Listening {
  /** IP addresses to listen on. */
  readonly hosts: readonly string[];
  readonly port: number;
}

/** In development loopback alone, both families; in production everywhere, unless `HOST` says otherwise. */
export function readListening(
  environment: Environment,
  audience: string,
  production: boolean,
  addresses: readonly string[],
): Listening {
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
  const fallback = production ? everywhere : loopback;
  return {
    hosts: hosts.length > 0 ? hosts : fallback,
    port: environment.port('PORT', defaultPort(audience, production)),
  };
}

/** Behind a proxy the port in the public URL is the proxy's, so production has a fixed one. */
function defaultPort(audience: string, production: boolean): number {
  if (production) return 8000;
  const { port, protocol } = new URL(audience);
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}
