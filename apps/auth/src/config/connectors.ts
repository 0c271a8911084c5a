import {
  CONNECTORS,
  type ConnectorKind,
  type ConnectorsConfig,
  variablesOfRegistration,
} from '../connectors/connectors.ts';
import type { Environment } from './environment.ts';
import { isLoopbackHost } from './loopback.ts';
import { readVouchedDomains } from './vouched-domains.ts';
import { readIssuer, readUpstreamUrl } from './web-address.ts';

/** Identity providers whose credentials are set. */
export function readConnectors(environment: Environment): ConnectorsConfig {
  const issuers = new Map<string, string>();
  const configured = CONNECTORS.flatMap((kind) => {
    const settings = readSettings(environment, kind);
    if (settings === undefined) return [];
    const { href } = new URL(kind.issuer(settings));
    const other = issuers.get(href);
    if (other !== undefined) addSharedIssuerFault(environment, kind, other);
    issuers.set(href, kind.name);
    return [[kind.id, settings] as const];
  });
  return Object.fromEntries(configured);
}

/** Of one issuer there is one set of people: which rules hold for them would depend on the button. */
function addSharedIssuerFault({ faults }: Environment, kind: ConnectorKind, other: string): void {
  const [address] = Object.values(kind.variables).filter(isAddress);
  const remedy = `Leave out ${variablesOfRegistration(kind).join(' and ')}: one way in is enough.`;
  if (address !== undefined) faults.add(address.name, `is the issuer of ${other}, too`, remedy);
}

function readSettings(environment: Environment, kind: ConnectorKind) {
  const settings: Record<string, string | readonly string[]> = {};
  const addresses: string[] = [];
  // Read even where the connector is not configured, so that a wrong address is told.
  for (const [key, variable] of Object.entries(kind.variables)) {
    const value = readVariable(environment, variable, settings);
    if (value === undefined) continue;
    settings[key] = value;
    if (isAddress(variable)) addresses.push(String(value));
  }
  const isConfigured = isRegistered(environment, kind);
  if (!isConfigured) refuseIdleVouching(environment, kind, settings);
  if (!isConfigured || isIncomplete(settings, kind)) return undefined;
  return { ...settings, emulated: addresses.some(isOnLoopback) };
}

function readVariable(
  environment: Environment,
  variable: ConnectorKind['variables'][string],
  before: Readonly<Record<string, string | readonly string[]>>,
): string | readonly string[] | undefined {
  const { name, kind } = variable;
  if (kind === 'domains') {
    const address = before[variable.follows];
    return readVouchedDomains(
      environment,
      name,
      typeof address === 'string' ? address : undefined,
      variable.refusal,
    );
  }
  if (kind === 'issuer') return readIssuer(environment, name, variable.example);
  if (kind !== 'address') return environment.text(name);
  if (!('follows' in variable)) return readUpstreamUrl(environment, name, variable.fallback);
  const other = String(before[variable.follows] ?? '');
  return readUpstreamUrl(environment, name, variable.fallback(other, isOnLoopback(other)));
}

/** A domain that is vouched for at a provider which is not configured lets in nobody. */
function refuseIdleVouching(
  { faults }: Environment,
  kind: ConnectorKind,
  settings: Readonly<Record<string, string | readonly string[]>>,
): void {
  for (const [key, { name, kind: of }] of Object.entries(kind.variables)) {
    if (of !== 'domains' || settings[key]?.length === 0 || faults.has(name)) continue;
    faults.add(
      name,
      `is set, but ${kind.name} is not configured`,
      `Set ${variablesOfRegistration(kind).join(', ')} as well, or leave it out.`,
    );
  }
}

/** Whether an address was faulty, and has no default to stand in for it. */
function isIncomplete(settings: object, { variables }: ConnectorKind): boolean {
  return Object.keys(variables).some((key) => !(key in settings));
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

function isAddress({ kind }: ConnectorKind['variables'][string]): boolean {
  return kind === 'address' || kind === 'issuer';
}

function isOnLoopback(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}
