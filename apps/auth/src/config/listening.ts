import { defaultHosts, defaultPort, readHosts, readOperations } from '@gatehouse/environment';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';

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
  const hosts = readHosts(environment, 'HOST', addresses) ?? defaultHosts(production, addresses);
  const port = environment.integer('PORT', 1, 65_535, defaultPort(publicUrl, production, 3000));
  const operations = readOperations(environment, { hosts, port }, addresses, 9464);
  return { hosts, port, ...operations };
}

/** Whether every address is one that only this machine can reach. */
export function isLoopbackOnly(hosts: readonly string[]): boolean {
  return hosts.every((host) => host === '::1' || host.startsWith('127.'));
}
