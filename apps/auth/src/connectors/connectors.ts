import type { TrustedProvider } from '../admission/policy.ts';
import type { ConnectorDescriptor, ConnectorVariable, SettingsOf } from './descriptor.ts';
import { github } from './github/github.ts';
import { google } from './google/google.ts';
import { oidc } from './oidc/oidc.ts';

/** Every way to sign in, in the order of the buttons on the login page. */
const LIST = [github, google, oidc] as const;

type Listed = (typeof LIST)[number];
type NameOf<Kind> = Kind extends { readonly variables: infer Variables }
  ? Extract<Variables[keyof Variables], ConnectorVariable>['name']
  : never;

export type ConnectorVariableName = NameOf<Listed>;

export type ConnectorKind = ConnectorDescriptor<
  Listed['id'],
  Readonly<Record<string, ConnectorVariable<ConnectorVariableName>>>
>;

export const CONNECTORS: readonly ConnectorKind[] = LIST;

/** The settings of each that is configured. */
export type ConnectorsConfig = {
  readonly [Kind in Listed as Kind['id']]?: SettingsOf<Kind['variables']>;
};

/**
 * How far the word of one that is configured goes.
 *
 * @param vouchedDomains those whose addresses the operator vouches for
 */
export function trustIn(
  { id, admission }: ConnectorKind,
  issuer: string,
  vouchedDomains: readonly string[] = [],
): TrustedProvider {
  const { account: _, ...trust } = admission;
  return { provider: id, issuer, vouchedDomains, ...trust };
}

/** The variables without which a connector is not configured: all of them belong together. */
export function variablesOfRegistration({ variables }: ConnectorKind): ConnectorVariableName[] {
  return Object.values(variables)
    .filter(({ kind }) => kind !== 'address' && kind !== 'domains')
    .map(({ name }) => name);
}
