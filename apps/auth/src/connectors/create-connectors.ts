import { type AdmissionRules, type Provider, requiresOrganisations } from '../admission/policy.ts';
import type { ConnectorsConfig } from '../config/config.ts';
import type { Connector } from '../upstream/connector.ts';
import { createGitHubConnector } from './github/sign-in.ts';
import { createGoogleConnector } from './google/sign-in.ts';
import type { Fetch } from '../upstream/upstream-fetch.ts';

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
 * The configured connectors by provider, in the order of the buttons on the login page. Nothing is
 * requested until somebody signs in, so the server starts while a provider is down.
 */
export function createConnectors(
  { connectors: { github, google }, admission }: ConnectorsSource,
  { fetch = globalThis.fetch, timeoutMs = 10_000, now = Date.now }: CreateConnectorsOptions = {},
): Map<Provider, Connector> {
  const connectors = new Map<Provider, Connector>();
  if (github !== undefined) {
    const organisations = requiresOrganisations(admission);
    connectors.set('github', createGitHubConnector(github, { fetch, timeoutMs, organisations }));
  }
  if (google !== undefined) {
    connectors.set('google', createGoogleConnector(google, { fetch, timeoutMs, now }));
  }
  return connectors;
}
