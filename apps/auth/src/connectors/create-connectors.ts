import { organisationsWithTeams, requiresOrganisations } from '../admission/memberships.ts';
import type { AdmissionRules } from '../admission/policy.ts';
import type { Connector } from '../upstream/connector.ts';
import type { Fetch } from '../upstream/upstream-fetch.ts';
import type { ConnectorsConfig } from './connectors.ts';
import { isEmulated } from './emulated.ts';
import { type ConfiguredLogin, configuredLogins, variableOf } from './logins.ts';

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
  const logins = configuredLogins(configured);
  const labels = labelsOf(logins);
  return new Map(
    logins.map((login) => {
      const { id, kind, settings } = login;
      const label = labels.get(id) ?? kind.name;
      const variable = (name: string) => variableOf(login, name);
      const connector: Connector = {
        provider: id,
        label,
        kind: kind.id,
        issuer: kind.issuers(settings)[0] ?? '',
        emulated: isEmulated(settings),
        ...kind.create(settings, { ...options, login: { id, label, variable } }),
      };
      return [id, connector];
    }),
  );
}

/** What people are told, by id; of several that would be told the same, each further one with its name. */
function labelsOf(logins: readonly ConfiguredLogin[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const { id, kind, name, settings } of logins) {
    const own = kind.label?.(settings) ?? kind.name;
    const isTaken = [...labels.values()].includes(own);
    labels.set(id, isTaken ? `${own} (${name})` : own);
  }
  return labels;
}
