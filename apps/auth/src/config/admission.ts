import { parseAdmit } from '../admission/parse-admit.ts';
import { type AdmissionPolicy, NOBODY } from '../admission/policy.ts';
import type { ConnectorsConfig } from './config.ts';
import type { Environment } from './environment.ts';

const GRAMMAR =
  'It takes e-mail addresses, domains, github:<number>, google:<id>, github-org:<name>, or the word anyone.';

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
  if (rules.organisations.length > 0 && connectors.github === undefined) {
    environment.faults.add(
      'ADMIT',
      'names a GitHub organisation, but GitHub is not configured',
      'Set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, or name people in another way.',
    );
  }
  return { ...rules, issuers: issuersOf(connectors) };
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
  return { ...rules, issuers: issuersOf(connectors) };
}

function parse(environment: Environment, variable: 'ADMIT' | 'ADMINS', text: string) {
  const parsed = parseAdmit(text);
  if (parsed.ok) return parsed.rules;
  for (const problem of parsed.problems) environment.faults.add(variable, problem, GRAMMAR);
  return NOBODY;
}

function issuersOf({ github, google }: ConnectorsConfig): string[] {
  return [github?.url, google?.issuer].filter((issuer) => issuer !== undefined);
}
