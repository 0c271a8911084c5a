import type { SignInSteps } from '../../../upstream/connector.ts';
import type { Fetch } from '../../../upstream/upstream-fetch.ts';
import { CLIENT_ID } from '../../../upstream/testing/stub-openid.ts';
import { createOpenIdConnector, type OpenIdSettings } from '../sign-in.ts';

export const SECRET = 'the client:secret of 32 characters';

/** What a connector to a provider on this machine is made with, where nothing else is set. */
export function settingsAt(url: string, change: Partial<OpenIdSettings> = {}): OpenIdSettings {
  return {
    clientId: CLIENT_ID,
    clientSecret: SECRET,
    issuer: url,
    scopes: [],
    nameClaim: 'name',
    emailClaim: 'email',
    groupsClaim: '',
    tenants: [],
    vouchedDomains: [],
    emulated: true,
    ...change,
  };
}

interface ConnectOptions {
  readonly name?: string;
  readonly timeoutMs?: number;
  /** what the network answers */
  readonly fetch?: Fetch;
}

/** A connector by these settings: of the login without a name, or of that name. */
export function connect(
  settings: OpenIdSettings,
  { name, timeoutMs = 5000, fetch = globalThis.fetch }: ConnectOptions = {},
): SignInSteps {
  const login = {
    id: name === undefined ? 'oidc' : `oidc-${name.toLowerCase()}`,
    label: new URL(settings.issuer).host,
    variable: (variable: string) => (name === undefined ? variable : `${variable}_${name}`),
  };
  return createOpenIdConnector(settings, { fetch, timeoutMs, now: Date.now, login });
}
