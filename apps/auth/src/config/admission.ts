import { parseAdmit } from '../admission/parse-admit.ts';
import {
  type AdmissionPolicy,
  type AdmissionRules,
  canAdmit,
  DOMAIN_MATCHES,
  NOBODY,
} from '../admission/policy.ts';
import { CONNECTORS, type ConnectorsConfig } from '../connectors/connectors.ts';
import {
  type ConfiguredLogin,
  configuredLogins,
  namedProviders,
  trustInLogin,
  UNNAMED_LOGINS,
  variableOf,
  variablesOfRegistration,
} from '../connectors/logins.ts';
import { begunLogins } from './connectors.ts';
import type { Environment } from './environment.ts';
import type { Variable } from './variables.ts';

const ACCOUNTS = CONNECTORS.map(({ id, admission }) => `${id}:<${admission.account.placeholder}>`);
const OTHERS = CONNECTORS.flatMap(({ id, admission: { organisations, groups } }) => [
  ...(organisations === undefined ? [] : [`${organisations}:<name>`]),
  ...(groups === undefined ? [] : [`${id}:<login>`, `${groups}:<login>/<group>`]),
]);
const GRAMMAR = `It takes e-mail addresses, domains, ${[...ACCOUNTS, ...OTHERS].join(', ')}, or the word anyone.`;

/**
 * Who may sign in. Unset means anyone in development, where nobody but this machine can reach the
 * server; the two cases where that would be wrong are refused elsewhere.
 */
export function readAdmission(
  environment: Environment,
  connectors: ConnectorsConfig,
): AdmissionPolicy {
  const text = environment.text('ADMIT');
  const logins = configuredLogins(connectors);
  const rules =
    text === undefined ? { ...NOBODY, anyone: true } : parse(environment, 'ADMIT', text, logins);
  const providers = logins.map(trustInLogin);
  const tellsMemberships = providers.some(({ organisations }) => organisations !== undefined);
  const policy = { ...rules, providers, domainsMatch: domainsMatch(environment) };
  if (rules.organisations.length > 0 && !tellsMemberships) addOrganisationsFault(environment);
  else if (
    text !== undefined &&
    rules !== NOBODY &&
    isWhole(environment, logins) &&
    !canAdmit(policy)
  ) {
    environment.faults.add(
      'ADMIT',
      'lets nobody in: none of its entries counts at a provider that is configured',
      `Name accounts of theirs: ${logins.map((login) => `${prefixIn(login)}…`).join(', ')}.`,
    );
  }
  return policy;
}

/** Who may administer: the grammar of `ADMIT` without `anyone`. */
export function readAdmins(
  environment: Environment,
  connectors: ConnectorsConfig,
): AdmissionPolicy {
  const text = environment.text('ADMINS');
  const logins = configuredLogins(connectors);
  const rules = text === undefined ? NOBODY : parse(environment, 'ADMINS', text, logins);
  if (rules.anyone) {
    environment.faults.add('ADMINS', 'is anyone', 'Name the people who may administer.');
  }
  return {
    ...rules,
    providers: logins.map(trustInLogin),
    // Who administers is not made more by a setting that was meant for who may sign in.
    domainsMatch: 'primary',
  };
}

/** Whether there are ways to sign in, and none that is faulty: that one might let somebody in. */
function isWhole(environment: Environment, logins: readonly ConfiguredLogin[]): boolean {
  return logins.length > 0 && logins.length === begunLogins(environment).length;
}

/** What an entry of an account of this login begins with. */
function prefixIn({ id, kind, name }: ConfiguredLogin): string {
  return id === kind.id ? `${id}:` : `${kind.id}:${name}/`;
}

function domainsMatch(environment: Environment) {
  return environment.choice('ADMIT_DOMAINS_MATCH', DOMAIN_MATCHES, 'primary');
}

function parse(
  environment: Environment,
  variable: 'ADMIT' | 'ADMINS',
  text: string,
  logins: readonly ConfiguredLogin[],
): AdmissionRules {
  const parsed = parseAdmit(text, namedProviders(begunLogins(environment)));
  if (parsed.ok) {
    refuseUntoldGroups(environment, variable, parsed.rules, logins);
    return parsed.rules;
  }
  for (const problem of parsed.problems) environment.faults.add(variable, problem, GRAMMAR);
  return NOBODY;
}

/** Adds a fault for each login whose groups a rule names, and which has no claim that tells them. */
function refuseUntoldGroups(
  { faults }: Environment,
  variable: Variable,
  { groups }: Pick<AdmissionRules, 'groups'>,
  logins: readonly ConfiguredLogin[],
): void {
  for (const login of logins) {
    const { id, kind, settings, title } = login;
    if (kind.groupsClaim?.(settings) || !groups.some(({ provider }) => provider === id)) continue;
    faults.add(
      variable,
      `names a group of ${title}, of which nothing tells the groups`,
      `Set ${variableOf(login, 'OIDC_GROUPS_CLAIM')} to the claim that holds them, such as groups.`,
    );
  }
}

function addOrganisationsFault({ faults }: Environment): void {
  for (const login of UNNAMED_LOGINS.filter(({ kind }) => kind.admission.organisations)) {
    faults.add(
      'ADMIT',
      `names a ${login.title} organisation, but ${login.title} is not configured`,
      `Set ${variablesOfRegistration(login).join(' and ')}, or name people in another way.`,
    );
  }
}
