import { hasRulesAbout, meetsRule, ruleAbout, type ScopeRule } from '../scope-rules/scope-rules.ts';
import type { IdentityRow } from '../storage/users.ts';
import { storedFacts } from './admission.ts';

/** Whether somebody may have a scope of the resource that was asked about. */
export type MayHave = (scope: string) => boolean;

/**
 * Which scopes of a resource somebody may have, by what is stored of them.
 *
 * @returns undefined where no rule is about the resource: everybody may have all of them
 */
export type ScopeJudge = (
  identities: readonly IdentityRow[],
  resource: string,
) => MayHave | undefined;

/** @returns undefined where there are no rules, so that nobody has to ask */
export function scopeJudge(rules: readonly ScopeRule[]): ScopeJudge | undefined {
  if (rules.length === 0) return undefined;
  return (identities, resource) => {
    if (!hasRulesAbout(rules, resource)) return undefined;
    const facts = identities.map(storedFacts);
    return (scope) => {
      const rule = ruleAbout(rules, resource, scope);
      return rule === undefined || meetsRule(rule, facts);
    };
  };
}
