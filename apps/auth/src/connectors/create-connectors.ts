import { type AdmissionRules, requiresOrganisations } from '../admission/policy.ts';
import type { Connector } from '../upstream/connector.ts';
import type { Fetch } from '../upstream/upstream-fetch.ts';
import { CONNECTORS, type ConnectorsConfig } from './connectors.ts';

export interface CreateConnectorsOptions {
  readonly fetch?: Fetch;
  /** milliseconds that a provider has for one step of a sign-in; 10 seconds unless told */
  readonly timeoutMs?: number;
  /** milliseconds */
  readonly now?: () => number;
}

/** The part of `Config` that connectors are made from. */
export interface ConnectorsSource {
  readonly connectors: ConnectorsConfig;
  readonly admission: AdmissionRules;
}

/**
 * The configured connectors by id, in the order of the buttons on the login page. Nothing is
 * requested until somebody signs in, so the server starts while a provider is down.
 */
export function createConnectors(
  { connectors: configured, admission }: ConnectorsSource,
  { fetch = globalThis.fetch, timeoutMs = 10_000, now = Date.now }: CreateConnectorsOptions = {},
): Map<string, Connector> {
  const options = { fetch, timeoutMs, now, organisations: requiresOrganisations(admission) };
  const connectors = new Map<string, Connector>();
  for (const kind of CONNECTORS) {
    const settings = configured[kind.id];
    if (settings === undefined) continue;
    connectors.set(kind.id, {
      provider: kind.id,
      label: kind.label?.(settings) ?? kind.name,
      mark: kind.mark,
      issuer: kind.issuer(settings),
      emulated: settings.emulated,
      ...kind.create(settings, options),
    });
  }
  return connectors;
}
