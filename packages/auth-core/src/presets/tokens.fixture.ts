import type { InvalidTokenCode } from '../errors/errors.ts';
import { auth0Tokens } from './auth0.fixture.ts';
import { clerkTokens } from './clerk.fixture.ts';
import { cognitoTokens } from './cognito.fixture.ts';
import { entraTokens } from './entra.fixture.ts';
import { keycloakTokens } from './keycloak.fixture.ts';
import { oktaTokens } from './okta.fixture.ts';
import type { Preset } from './preset.ts';
import { zitadelTokens } from './zitadel.fixture.ts';

/** Tokens from the documentation of a provider. The tests add the times. */
export interface ProviderTokens {
  readonly preset: Preset;
  readonly audience: string;
  readonly accepted: readonly [Accepted, ...Accepted[]];
  readonly refused: readonly Refused[];
}

interface Token {
  readonly what: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

interface Accepted extends Token {
  readonly says: { subject: string; clientId: string; scopes: string[]; issuer: string };
}

interface Refused extends Token {
  readonly code: InvalidTokenCode;
}

/** The providers that have a preset. */
export const tokensOf: Readonly<Record<string, ProviderTokens>> = {
  Auth0: auth0Tokens(),
  Okta: oktaTokens(),
  Entra: entraTokens(),
  Cognito: cognitoTokens(),
  Clerk: clerkTokens(),
  Keycloak: keycloakTokens(),
  ZITADEL: zitadelTokens(),
};
