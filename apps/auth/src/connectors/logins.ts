/**
 * Ways to sign in, as they are configured: each kind of connector once, and further ones of a kind under
 * names. `OIDC_ISSUER_ACME` is the issuer of one that rules call `acme` and everything else `oidc-acme`.
 *
 * @module
 */
import type { NamedProvider } from '../admission/login-entries.ts';
import type { TrustedProvider } from '../admission/policy.ts';
import {
  CONNECTORS,
  type ConnectorKind,
  type ConnectorsConfig,
  type ConnectorVariableName,
  type NamedVariableName,
  trustIn,
} from './connectors.ts';
import type { ConnectorVariable, SettingsOf } from './descriptor.ts';

export type LoginVariableName = ConnectorVariableName | NamedVariableName;

/** One way to sign in. */
export interface Login {
  /** in the callback's path, and beside what is stored of it */
  readonly id: string;
  readonly kind: ConnectorKind;
  /** in rules */
  readonly name: string;
  /** in sentences to operators */
  readonly title: string;
  readonly variables: Readonly<Record<string, ConnectorVariable<LoginVariableName>>>;
}

/** What a further login may be called at the end of its variables; no underscore, so that nothing is ambiguous. */
export const LOGIN_NAME = /^[A-Z][A-Z\d]{0,29}$/;

/** What rules call the login without a name. */
const UNNAMED = 'default';

/** What other programs end such variables with, and what is taken: no login is called so. */
export const NO_NAMES: readonly string[] = ['DEFAULT', 'URL', 'URI', 'FILE'];

/** Those whose variables are listed, one for each kind. */
export const UNNAMED_LOGINS: readonly Login[] = CONNECTORS.map((kind) => ({
  id: kind.id,
  kind,
  name: UNNAMED,
  title: kind.name,
  variables: kind.variables,
}));

/** A further login. @param name as {@link LOGIN_NAME} */
function namedLogin(kind: ConnectorKind, name: string): Login {
  const variables = Object.entries(kind.variables).map(([key, variable]) => [
    key,
    { ...variable, name: `${variable.name}_${name}` },
  ]);
  return {
    id: `${kind.id}-${name.toLowerCase()}`,
    kind,
    name: name.toLowerCase(),
    title: `the OpenID provider ${name}`,
    variables: Object.fromEntries(variables) as Login['variables'],
  };
}

/** The further logins of which some of these variables are, by their names. */
export function namedLogins(variables: readonly string[]): Login[] {
  return CONNECTORS.filter(({ isNamed }) => isNamed).flatMap((kind) => {
    const names = variables.flatMap((variable) => nameIn(kind, variable) ?? []);
    const usable = names.filter((name) => LOGIN_NAME.test(name) && !NO_NAMES.includes(name));
    return [...new Set(usable)].sort().map((name) => namedLogin(kind, name));
  });
}

/** What stands behind a variable of a kind, whether or not it can be a name. */
export function nameIn({ variables }: ConnectorKind, variable: string): string | undefined {
  const names = Object.values(variables).map(({ name }) => name);
  if (names.some((name) => name === variable)) return undefined;
  const stem = names.find((name) => variable.startsWith(`${name}_`));
  return stem === undefined ? undefined : variable.slice(stem.length + 1);
}

/** A login that is configured, and how. */
export interface ConfiguredLogin extends Login {
  readonly settings: SettingsOf<Login['variables']>;
}

/** Those that are configured, in the order of the buttons. */
export function configuredLogins(connectors: ConnectorsConfig): ConfiguredLogin[] {
  return Object.entries(connectors).flatMap(([id, settings]) => {
    const [kindId, name] = id.split('-');
    const kind = CONNECTORS.find((one) => one.id === kindId);
    if (kind === undefined || settings === undefined) return [];
    const unnamed = UNNAMED_LOGINS.find((one) => one.id === id);
    return [{ ...(unnamed ?? namedLogin(kind, String(name).toUpperCase())), settings }];
  });
}

/** How far the word of one that is configured goes. */
export function trustInLogin({ id, kind, settings }: ConfiguredLogin): TrustedProvider {
  const vouchedDomains = kind.vouchedDomains?.(settings);
  return trustIn({ id, admission: kind.admission }, kind.issuers(settings), vouchedDomains);
}

/** The variables without which a login is not configured: all of them belong together. */
export function variablesOfRegistration({
  variables,
}: Pick<Login, 'variables'>): LoginVariableName[] {
  return Object.values(variables)
    .filter(({ kind }) => ['text', 'secret', 'issuer'].includes(kind))
    .map(({ name }) => name);
}

/** A variable of a login's kind, as it is called for this one. */
export function variableOf({ id, kind, name }: Login, variable: string): string {
  return id === kind.id ? variable : `${variable}_${name.toUpperCase()}`;
}

/** What rules may name, where these are configured. */
export function namedProviders(configured: readonly Login[]): NamedProvider[] {
  return CONNECTORS.map(({ id, admission, isNamed }) => ({
    id,
    admission,
    ...(isNamed && { logins: configured.filter(({ kind }) => kind.id === id) }),
  }));
}
