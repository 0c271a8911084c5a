/**
 * Who may have which scope of a resource: what `SCOPE_RULES` means.
 *
 * Whoever is admitted may have every scope that no rule is about. {@link parseScopeRules} reads the rules
 * once at boot; they are judged at every consent, every code, every refresh and every introspection.
 *
 * @module
 */
import { admits } from '../admission/admits.ts';
import type { AdmissionFacts, AdmissionPolicy } from '../admission/policy.ts';
import { isSameAddress } from '../protocol/resource.ts';

/** A scope, and who may have it. */
export interface ScopeRule {
  readonly scope: string;
  /** the resource whose scope it is; undefined: every resource that has one of this name */
  readonly resource: string | undefined;
  readonly whom: AdmissionPolicy;
}

/**
 * The rule about a scope of a resource. One that names the resource takes the place of one that does not.
 *
 * @returns undefined where there is none: everybody may have it
 */
export function ruleAbout(
  rules: readonly ScopeRule[],
  resource: string,
  scope: string,
): ScopeRule | undefined {
  const ofScope = rules.filter((rule) => rule.scope === scope);
  const named = ofScope.find(
    (rule) => rule.resource !== undefined && isSameAddress(rule.resource, resource),
  );
  return named ?? ofScope.find((rule) => rule.resource === undefined);
}

/** Whether somebody who is admitted meets the rule, by any of their identities. */
export function meetsRule({ whom }: ScopeRule, identities: readonly AdmissionFacts[]): boolean {
  return whom.anyone || admits(whom, identities);
}

/** Whether there is a rule about any scope that the resource may have. */
export function hasRulesAbout(rules: readonly ScopeRule[], resource: string): boolean {
  return rules.some(
    (rule) => rule.resource === undefined || isSameAddress(rule.resource, resource),
  );
}
