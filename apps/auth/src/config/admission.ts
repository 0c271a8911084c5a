import { parseAdmit } from '../admission/parse-admit.ts';
import {
  type AdmissionPolicy,
  canAdmit,
  DOMAIN_MATCHES,
  NOBODY,
  type TrustedProvider,
} from '../admission/policy.ts';
import {
  CONNECTORS,
  type ConnectorsConfig,
  trustIn,
  variablesOfRegistration,
} from '../connectors/connectors.ts';
import type { Environment } from './environment.ts';
import type { Variable } from './variables.ts';

const ACCOUNTS = CONNECTORS.map(({ id, admission }) => `${id}:<${admission.account.placeholder}>`);
const ORGANISATIONS = CONNECTORS.flatMap(({ admission }) =>
  admission.organisations === undefined
    ? []
    : [`${admission.organisations}:<name>`, `${admission.organisations}:<name>/<team>`],
);
/** What a rule takes, in `ADMIT` and wherever else people are named. */
export const ENTRIES = `It takes e-mail addresses, domains, ${[...ACCOUNTS, ...ORGANISATIONS].join(', ')}, or the word anyone.`;

/**
 * Who may sign in. Unset means anyone in development, where nobody but this machine can reach the
 * server; the two cases where that would be wrong are refused elsewhere.
 */
export function readAdmission(
  environment: Environment,
  connectors: ConnectorsConfig,
): AdmissionPolicy {
  const text = environment.text('ADMIT');
  const rules =
    text === undefined ? { ...NOBODY, anyone: true } : parse(environment, 'ADMIT', text);
  const providers = trustedProviders(connectors);
  const tellsMemberships = providers.some(({ organisations }) => organisations !== undefined);
  const policy = { ...rules, providers, domainsMatch: domainsMatch(environment) };
  if (rules.organisations.length + rules.teams.length > 0 && !tellsMemberships) {
    addOrganisationsFault(environment, 'ADMIT');
  } else if (text !== undefined && rules !== NOBODY && providers.length > 0 && !canAdmit(policy)) {
    environment.faults.add(
      'ADMIT',
      'lets nobody in: none of its entries counts at a provider that is configured',
      `Name accounts of theirs: ${providers.map(({ provider }) => `${provider}:…`).join(', ')}.`,
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
  const rules = text === undefined ? NOBODY : parse(environment, 'ADMINS', text);
  if (rules.anyone) {
    environment.faults.add('ADMINS', 'is anyone', 'Name the people who may administer.');
  }
  return {
    ...rules,
    providers: trustedProviders(connectors),
    // Who administers is not made more by a setting that was meant for who may sign in.
    domainsMatch: 'primary',
  };
}

function domainsMatch(environment: Environment) {
  return environment.choice('ADMIT_DOMAINS_MATCH', DOMAIN_MATCHES, 'primary');
}

function parse(environment: Environment, variable: 'ADMIT' | 'ADMINS', text: string) {
  const parsed = parseAdmit(text, CONNECTORS);
  if (parsed.ok) return parsed.rules;
  for (const problem of parsed.problems) environment.faults.add(variable, problem, ENTRIES);
  return NOBODY;
}

/** A rule names organisations or teams, and nobody is configured who tells who belongs to them. */
export function addOrganisationsFault({ faults }: Environment, variable: Variable): void {
  for (const kind of CONNECTORS.filter(({ admission }) => admission.organisations !== undefined)) {
    faults.add(
      variable,
      `names a ${kind.name} organisation, but ${kind.name} is not configured`,
      `Set ${variablesOfRegistration(kind).join(' and ')}, or name people in another way.`,
    );
  }
}

/** The configured providers, each with how far its word goes. */
export function trustedProviders(connectors: ConnectorsConfig): TrustedProvider[] {
  return CONNECTORS.flatMap((kind) => {
    const settings = connectors[kind.id];
    if (settings === undefined) return [];
    return [trustIn(kind, kind.issuer(settings), kind.vouchedDomains?.(settings))];
  });
}
