import { ConfigurationError } from '@gatehouse/environment';
import { admits } from '../admission/admits.ts';
import type { AdmissionRules } from '../admission/policy.ts';
import type { Config } from '../config/config.ts';
import { settleRules } from '../scope-rules/known-scopes.ts';
import type { ScopeRule } from '../scope-rules/scope-rules.ts';
import type { Resources } from '../storage/resources.ts';
import type { IdentityRow } from '../storage/users.ts';
import { storedFacts } from './admission.ts';

/** The part of `Config` that says who may do what. */
export type Rules = Pick<Config, 'admission' | 'admins' | 'scopeRules'>;

/** All that name people, whatever they are for: a connector has to ask for what one of them is about. */
export function everyRule({ admission, admins, scopeRules }: Rules): readonly AdmissionRules[] {
  return [admission, admins, ...scopeRules.map(({ whom }) => whom)];
}

/** Whom `ADMIT` lets in, by what is stored of them. */
export function admitsBy({ admission }: Pick<Rules, 'admission'>) {
  return (identities: readonly IdentityRow[]) => admits(admission, identities.map(storedFacts));
}

/**
 * The rules about scopes, for the resources that the configuration and commands have named.
 *
 * @param warn is told of what may be right later
 * @throws ConfigurationError where a rule is about a scope that is not there
 */
export async function settledScopeRules(
  { scopeRules, resources }: Pick<Config, 'scopeRules' | 'resources'>,
  known: Pick<Resources, 'list'>,
  warn: (sentence: string) => void,
): Promise<readonly ScopeRule[]> {
  if (scopeRules.length === 0) return [];
  const added = (await known.list()).filter(({ source }) => source === 'operator');
  const { rules, faults, notYet } = settleRules(scopeRules, [...resources, ...added]);
  if (faults.length > 0) throw new ConfigurationError(faults);
  for (const resource of notYet) {
    warn(
      `SCOPE_RULES is about ${resource}, which is no resource here yet: its rules count once it is added`,
    );
  }
  return rules;
}
