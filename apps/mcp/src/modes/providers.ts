import { presets, type TokenProfile } from '@gatehouse/auth-core';
import { quote } from '@gatehouse/environment';

import type { ModeContext } from './mode.ts';

/** The providers with a known form of access tokens. */
export const providers = [
  'gatehouse',
  'auth0',
  'okta',
  'entra',
  'cognito',
  'clerk',
  'keycloak',
  'zitadel',
] as const;
export type Provider = (typeof providers)[number];

/** How a provider writes its tokens, and where its keys are, if not in its metadata. */
export interface ProviderProfile extends TokenProfile {
  readonly jwksUri?: string | undefined;
  readonly maxLifetime?: number | undefined;
  readonly maxTokenLength?: number | undefined;
}

interface Preset extends ProviderProfile {
  readonly issuer: string | readonly string[];
}

type NamedPreset = Exclude<Provider, 'gatehouse'>;

/** The form of each provider's issuers, for the message of a fault. */
const spellings: Record<NamedPreset, string> = {
  auth0: 'https://TENANT.eu.auth0.com/',
  okta: 'https://DOMAIN/oauth2/AUTHORIZATION_SERVER',
  entra: 'https://login.microsoftonline.com/TENANT_ID/v2.0',
  cognito: 'https://cognito-idp.REGION.amazonaws.com/USER_POOL',
  clerk: 'https://clerk.example.com',
  keycloak: 'https://login.example.com/realms/REALM',
  zitadel: 'https://INSTANCE.zitadel.cloud',
};

const presetOf: Record<NamedPreset, (issuer: URL) => Preset> = {
  auth0: ({ host }) => presets.auth0({ domain: host }),
  okta: ({ host, pathname }) =>
    presets.okta({ domain: host, authorizationServer: pathname.split('/')[2] ?? '' }),
  entra: ({ pathname }) => presets.entra({ tenant: pathname.split('/')[1] ?? '' }),
  cognito: ({ hostname, pathname }) =>
    presets.cognito({
      region: hostname.split('.')[1] ?? '',
      userPool: pathname.split('/')[1] ?? '',
    }),
  clerk: ({ host }) => presets.clerk({ domain: host }),
  keycloak: ({ origin, pathname }) => {
    const [path = '', realm = ''] = pathname.split('/realms/');
    return presets.keycloak({ url: origin + path, realm });
  },
  zitadel: ({ host }) => presets.zitadel({ domain: host }),
};

/**
 * The profile of `provider` for this `issuer`. An issuer that cannot be one of this provider is a
 * fault. For example, without the slash at its end every token would be refused.
 */
export function profileOf(
  provider: Provider,
  issuer: string,
  { environment }: Pick<ModeContext, 'environment'>,
): ProviderProfile {
  if (provider === 'gatehouse') return {};
  const url = new URL(issuer);
  // An emulator on this machine uses http, but presets contain https addresses.
  const here = (text: string) => text.replace(/^https?:/, url.protocol);
  try {
    const { issuer: spelt, jwksUri, ...profile } = presetOf[provider](url);
    if ([spelt].flat().map(here).includes(issuer)) {
      return { ...profile, ...(jwksUri !== undefined && { jwksUri: here(jwksUri) }) };
    }
  } catch {
    // The preset refuses a part of this issuer. The fault below reports it.
  }
  environment.faults.add(
    'AUTH_ISSUER',
    `is ${quote(issuer)}, which AUTH_PROVIDER=${provider} does not fit`,
    `Set it as the provider spells it: ${spellings[provider]}`,
  );
  return {};
}
