import {
  CONNECTORS,
  type ConnectorKind,
  type ConnectorsConfig,
  variablesOfRegistration,
} from '../connectors/connectors.ts';
import type { Environment } from './environment.ts';
import { isLoopbackHost } from './loopback.ts';
import { readIssuer, readUpstreamUrl } from './web-address.ts';

/** Identity providers whose credentials are set. */
export function readConnectors(environment: Environment): ConnectorsConfig {
  const configured = CONNECTORS.map((kind) => [kind.id, readSettings(environment, kind)] as const);
  return Object.fromEntries(configured.filter(([, settings]) => settings !== undefined));
}

function readSettings(environment: Environment, kind: ConnectorKind) {
  const settings: Record<string, string> = {};
  const addresses: string[] = [];
  // Read even where the connector is not configured, so that a wrong address is told.
  for (const [key, variable] of Object.entries(kind.variables)) {
    const value = readVariable(environment, variable, settings);
    if (value === undefined) continue;
    settings[key] = value;
    if (variable.kind === 'address' || variable.kind === 'issuer') addresses.push(value);
  }
  if (!isRegistered(environment, kind)) return undefined;
  return { ...settings, emulated: addresses.some(isOnLoopback) };
}

function readVariable(
  environment: Environment,
  variable: ConnectorKind['variables'][string],
  before: Readonly<Record<string, string>>,
): string | undefined {
  const { name, kind } = variable;
  if (kind === 'issuer') return readIssuer(environment, name, variable.example);
  if (kind !== 'address') return environment.text(name);
  if (!('follows' in variable)) return readUpstreamUrl(environment, name, variable.fallback);
  const other = before[variable.follows] ?? '';
  return readUpstreamUrl(environment, name, variable.fallback(other, isOnLoopback(other)));
}

/** Whether all that belongs together is set. Adds a fault for each that is missing beside others. */
function isRegistered(environment: Environment, kind: ConnectorKind): boolean {
  const names = variablesOfRegistration(kind);
  const set = names.filter((name) => environment.text(name) !== undefined);
  if (set.length === names.length) return true;
  if (set.length === 0) return false;
  const [present, verb] = [set.join(' and '), set.length === 1 ? 'is' : 'are'];
  for (const name of names.filter((candidate) => !set.includes(candidate))) {
    environment.faults.add(
      name,
      `is not set, but ${present} ${verb}`,
      names.length === 2 ? 'Set both, or neither.' : `Set ${names.join(', ')}, or none of them.`,
    );
  }
  return false;
}

function isOnLoopback(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}
