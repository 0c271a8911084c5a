import type { TrustedProvider } from '../admission/policy.ts';
import type { ConnectorDescriptor, ConnectorVariable, SettingsOf } from './descriptor.ts';
import { github } from './github/github.ts';
import { google } from './google/google.ts';
import { oidc } from './oidc/oidc.ts';

/** Every kind of way to sign in, in the order of the buttons on the login page. */
const LIST = [github, google, oidc] as const;

type Listed = (typeof LIST)[number];

type NameOf<Kind> = Kind extends { readonly variables: infer Variables }
  ? Extract<Variables[keyof Variables], ConnectorVariable>['name']
  : never;

/** What a variable of a kind is called in its descriptor. */
export type ConnectorVariableName = NameOf<Listed>;

/** The kinds of which there may be several. */
type Several = Extract<Listed, { readonly id: 'oidc' }>;

/** The same of a further one, with its name behind: `OIDC_ISSUER_ACME`. */
export type NamedVariableName = `${NameOf<Several>}_${string}`;

export type ConnectorKind = ConnectorDescriptor<
  Listed['id'],
  Readonly<Record<string, ConnectorVariable<ConnectorVariableName>>>
>;

export const CONNECTORS: readonly ConnectorKind[] = LIST;

/** The settings of each that is configured, by its id. */
export type ConnectorsConfig = {
  readonly [Kind in Listed as Kind['id']]?: SettingsOf<Kind['variables']>;
} & { readonly [Id in `${Several['id']}-${string}`]?: SettingsOf<Several['variables']> };

/**
 * How far the word of one that is configured goes.
 *
 * @param issuers of its identities
 * @param vouchedDomains those whose addresses the operator vouches for
 */
export function trustIn(
  { id, admission }: { readonly id: string } & Pick<ConnectorKind, 'admission'>,
  issuers: string | readonly string[],
  vouchedDomains: readonly string[] = [],
): TrustedProvider {
  const { account: _, ...trust } = admission;
  return { provider: id, issuers: [issuers].flat(), vouchedDomains, ...trust };
}
