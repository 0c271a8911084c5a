import { isIP } from 'node:net';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';
import { quote } from './faults.ts';
import type { Variable } from './variables.ts';

const LOOPBACK = ['127.0.0.1', '::1'];

type Listening = Pick<Config, 'hosts' | 'port' | 'operationsHosts' | 'operationsPort'>;

/**
 * Where to listen: on loopback in development, everywhere in production, unless told.
 *
 * @param addresses the addresses of this machine; the defaults name only what it has, because a
 *   container without IPv6 cannot listen on `::`
 */
export function readListening(
  environment: Environment,
  publicUrl: URL,
  production: boolean,
  addresses: readonly string[],
): Listening {
  const ipv6 = addresses.some((address) => isIP(address) === 6);
  const everywhere = [ipv6 ? '::' : '0.0.0.0'];
  const loopback = LOOPBACK.filter((address) => isIP(address) === 4 || addresses.includes(address));
  const fallback = production ? everywhere : loopback;

  const hosts = readHosts(environment, 'HOST', everywhere, loopback) ?? fallback;
  const operationsHosts = readHosts(environment, 'OPERATIONS_HOST', everywhere, loopback) ?? hosts;
  const port = environment.integer('PORT', 1, 65_535, defaultPort(publicUrl, production));
  const operationsPort = environment.integer('OPERATIONS_PORT', 0, 65_535, 9464);
  if (operationsPort === port) {
    environment.faults.add(
      'OPERATIONS_PORT',
      `is ${port}, which is the port of the server itself`,
      'Set it to another port, such as 9464.',
    );
  }
  return { hosts, port, operationsHosts, operationsPort };
}

/** Whether every address is one that only this machine can reach. */
export function isLoopbackOnly(hosts: readonly string[]): boolean {
  return hosts.every((host) => host === '::1' || host.startsWith('127.'));
}

/** Behind a proxy the port of the public URL is the proxy's, so production has a fixed one. */
function defaultPort(publicUrl: URL, production: boolean): number {
  if (production) return 3000;
  return Number(publicUrl.port) || (publicUrl.protocol === 'https:' ? 443 : 80);
}

function readHosts(
  environment: Environment,
  variable: Variable,
  everywhere: readonly string[],
  loopback: readonly string[],
): readonly string[] | undefined {
  const entries = environment.list(variable);
  return entries?.flatMap((entry) => {
    if (entry === 'all') return everywhere;
    if (entry === 'localhost') return loopback;
    if (isIP(entry) !== 0) return [entry];
    environment.faults.add(
      variable,
      `holds ${quote(entry)}`,
      'It takes IP addresses of this machine, localhost, or all.',
    );
    return [];
  });
}
