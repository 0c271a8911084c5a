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
  environment: Pick<Environment<Variable>, 'list' | 'faults'>,
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

/** Where an app tells of its health and its figures. */
export interface OperationsListening {
  readonly operationsHosts: readonly string[];
  /** 0: any free one. */
  readonly operationsPort: number;
}

/**
 * `OPERATIONS_HOST` and `OPERATIONS_PORT`: a port of its own, which is not for the public.
 *
 * @param own where the app itself listens; without `OPERATIONS_HOST` the addresses are the same
 * @param fallback the port where none is set
 */
export function readOperations(
  environment: Pick<
    Environment<'OPERATIONS_HOST' | 'OPERATIONS_PORT'>,
    'list' | 'integer' | 'faults'
  >,
  own: { readonly hosts: readonly string[]; readonly port: number },
  addresses: readonly string[],
  fallback: number,
): OperationsListening {
  const operationsHosts = readHosts(environment, 'OPERATIONS_HOST', addresses) ?? own.hosts;
  const operationsPort = environment.integer('OPERATIONS_PORT', 0, 65_535, fallback);
  if (operationsPort === own.port) {
    environment.faults.add(
      'OPERATIONS_PORT',
      `is ${own.port}, which is the port of the server itself`,
      `Set it to another port, such as ${own.port === fallback ? fallback + 1 : fallback}.`,
    );
  }
  return { operationsHosts, operationsPort };
}

/** A container without IPv6 cannot listen on `::`. */
function everywhere(addresses: readonly string[]): readonly string[] {
  return [addresses.some((address) => isIP(address) === 6) ? '::' : '0.0.0.0'];
}

function loopback(addresses: readonly string[]): readonly string[] {
  return addresses.includes('::1') ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
}
