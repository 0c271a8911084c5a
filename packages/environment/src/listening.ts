import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

import type { Environment } from './environment.ts';
import { quote } from './quote.ts';

/** The addresses of this machine, of which the defaults name only those that it has. */
export function machineAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((entries) =>
    (entries ?? []).map(({ address }) => address),
  );
}

/** In development loopback alone, both families; in production every address. */
export function defaultHosts(production: boolean, addresses: readonly string[]): readonly string[] {
  return production ? everywhere(addresses) : loopback(addresses);
}

/**
 * The addresses that a variable names to listen on: of this machine, `localhost` or `all`.
 *
 * @returns undefined where it is not set
 */
export function readHosts<Variable extends string>(
  environment: Environment<Variable>,
  variable: Variable,
  addresses: readonly string[],
): readonly string[] | undefined {
  const entries = environment.list(variable);
  if (entries.length === 0) return undefined;
  return entries.flatMap((entry) => {
    if (entry === 'all') return everywhere(addresses);
    if (entry === 'localhost') return loopback(addresses);
    if (isIP(entry) !== 0) return [entry];
    environment.faults.add(
      variable,
      `holds ${quote(entry)}`,
      'It takes IP addresses of this machine, localhost, or all.',
    );
    return [];
  });
}

/**
 * The port of an app's own URL. Behind a proxy that port is the proxy's, so production has a fixed
 * one.
 */
export function defaultPort(url: URL, production: boolean, fixed: number): number {
  if (production) return fixed;
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}

/** A container without IPv6 cannot listen on `::`. */
function everywhere(addresses: readonly string[]): readonly string[] {
  return [addresses.some((address) => isIP(address) === 6) ? '::' : '0.0.0.0'];
}

function loopback(addresses: readonly string[]): readonly string[] {
  return addresses.includes('::1') ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
}
