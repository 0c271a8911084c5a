import type { ConnectorsConfig } from '../connectors/connectors.ts';
import {
  type ConfiguredLogin,
  configuredLogins,
  type Login,
  namedLogins,
  UNNAMED_LOGINS,
  variablesOfRegistration,
} from '../connectors/logins.ts';
import type { Environment } from './environment.ts';
import { isLoopbackHost } from './loopback.ts';
import { readVouchedDomains } from './vouched-domains.ts';
import { readIssuer, readUpstreamUrl } from './web-address.ts';

type Values = Readonly<Record<string, string | readonly string[]>>;

/** Ways to sign in whose credentials are set. */
export function readConnectors(environment: Environment): ConnectorsConfig {
  const configured = loginsIn(environment).flatMap((login) => {
    const settings = readSettings(environment, login);
    return settings === undefined ? [] : [[login.id, settings] as const];
  });
  // Each was read by the variables of its kind.
  const connectors = Object.fromEntries(configured) as ConnectorsConfig;
  const logins = configuredLogins(connectors);
  refuseSharedIssuers(environment, logins);
  refuseSharedLabels(environment, logins);
  return connectors;
}

/** Those that may be configured: one of each kind, and the further ones that variables name. */
export function loginsIn(environment: Environment): Login[] {
  return [...UNNAMED_LOGINS, ...namedLogins(environment.set)];
}

/** Those that somebody has begun to configure: rules may name them, whatever is wrong with them. */
export function begunLogins(environment: Environment): Login[] {
  return loginsIn(environment).filter((login) =>
    variablesOfRegistration(login).some((name) => environment.text(name) !== undefined),
  );
}

/** Of one issuer there is one set of people: which rules hold for them would depend on the button. */
function refuseSharedIssuers({ faults }: Environment, logins: readonly ConfiguredLogin[]): void {
  const issuers = new Map<string, string>();
  for (const login of logins) {
    const own = login.kind.issuers(login.settings).map((issuer) => new URL(issuer).href);
    const other = own.flatMap((href) => issuers.get(href) ?? []).at(0);
    const address = Object.values(login.variables).find(isAddress);
    if (other !== undefined && address !== undefined) {
      const remedy = `Leave out ${variablesOfRegistration(login).join(' and ')}: one way in is enough.`;
      faults.add(address.name, `is the issuer of ${other}, too`, remedy);
    }
    for (const href of own) issuers.set(href, login.title);
  }
}

/** Nobody could tell the buttons apart. */
function refuseSharedLabels({ faults }: Environment, logins: readonly ConfiguredLogin[]): void {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase();
  const labels = new Map<string, string>();
  for (const { kind, settings, variables, title } of logins) {
    const label = plain(kind.label?.(settings) ?? kind.name);
    const other = labels.get(label);
    const { label: variable } = variables;
    if (other !== undefined && variable !== undefined && settings.label) {
      faults.add(variable.name, `is what ${other} is called, too`, 'Give each a label of its own.');
    }
    labels.set(label, title);
  }
}

function readSettings(environment: Environment, login: Login) {
  const settings: Record<string, string | readonly string[]> = {};
  const addresses: string[] = [];
  // Read even where the connector is not configured, so that a wrong address is told.
  for (const [key, variable] of Object.entries(login.variables)) {
    const value = readVariable(environment, variable, settings);
    if (value === undefined) continue;
    settings[key] = value;
    if (isAddress(variable)) addresses.push(String(value));
  }
  const isConfigured = isRegistered(environment, login);
  if (!isConfigured) refuseIdle(environment, login);
  if (!isConfigured || isIncomplete(settings, login)) return undefined;
  const whole = { ...settings, emulated: addresses.some(isOnLoopback) };
  const conflict = login.kind.conflict?.(whole);
  const variable = conflict && login.variables[conflict.key];
  if (conflict && variable && !environment.faults.has(variable.name)) {
    environment.faults.add(variable.name, conflict.problem, conflict.remedy);
  }
  return whole;
}

function readVariable(
  environment: Environment,
  variable: Login['variables'][string],
  before: Values,
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
  if (kind === 'option') {
    const text = environment.text(name);
    const value = text === undefined ? variable.fallback : variable.read(text);
    if (typeof value === 'string' || !('problem' in value)) return value;
    environment.faults.add(name, value.problem, value.remedy);
    return variable.fallback;
  }
  if (kind === 'issuer') return readIssuer(environment, name, variable.example);
  if (kind !== 'address') return environment.text(name);
  if (!('follows' in variable)) return readUpstreamUrl(environment, name, variable.fallback);
  const other = String(before[variable.follows] ?? '');
  return readUpstreamUrl(environment, name, variable.fallback(other, isOnLoopback(other)));
}

/** What is said about a way to sign in that is not configured says nothing: somebody meant another. */
function refuseIdle(environment: Environment, login: Login): void {
  const registration = variablesOfRegistration(login);
  // Where one of them is set, what is missing is told already.
  if (registration.some((name) => environment.text(name) !== undefined)) return;
  for (const { name, kind } of Object.values(login.variables)) {
    if (kind !== 'domains' && kind !== 'option') continue;
    if (environment.text(name) === undefined || environment.faults.has(name)) continue;
    environment.faults.add(
      name,
      `is set, but ${login.title} is not configured`,
      `Set ${registration.join(', ')} as well, or leave it out.`,
    );
  }
}

/** Whether an address was faulty, and has no default to stand in for it. */
function isIncomplete(settings: object, { variables }: Login): boolean {
  return Object.keys(variables).some((key) => !(key in settings));
}

/** Whether all that belongs together is set. Adds a fault for each that is missing beside others. */
function isRegistered(environment: Environment, login: Login): boolean {
  const names = variablesOfRegistration(login);
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

function isAddress({ kind }: Login['variables'][string]): boolean {
  return kind === 'address' || kind === 'issuer';
}

function isOnLoopback(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}
