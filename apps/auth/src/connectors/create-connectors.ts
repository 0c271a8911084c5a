import { organisationsWithTeams, requiresOrganisations } from '../admission/memberships.ts';
import type { AdmissionRules } from '../admission/policy.ts';
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
  /** whatever they are for: what one of them asks for, people have to be asked for */
  readonly rules: readonly Pick<AdmissionRules, 'organisations' | 'teams'>[];
}

/**
 * The configured connectors by id, in the order of the buttons on the login page. Nothing is
 * requested until somebody signs in, so the server starts while a provider is down.
 */
export function createConnectors(
  { connectors: configured, rules }: ConnectorsSource,
  { fetch = globalThis.fetch, timeoutMs = 10_000, now = Date.now }: CreateConnectorsOptions = {},
): Map<string, Connector> {
  const asks = {
    organisations: requiresOrganisations(rules),
    teamsOf: organisationsWithTeams(rules),
  };
  const options = { fetch, timeoutMs, now, ...asks };
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
