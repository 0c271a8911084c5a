import type { Fault } from '@gatehouse/environment';
import { findResource, isSameAddress, type ServedResource } from '../protocol/resource.ts';
import { named } from './parse-scope-rules.ts';
import type { ScopeRule } from './scope-rules.ts';

/** Rules beside the resources that there are. */
export interface SettledRules {
  /** each by the identifier of its resource */
  readonly rules: readonly ScopeRule[];
  /** a rule that guards nothing, while its scope may be open to everybody under another name */
  readonly faults: readonly Fault[];
  /** resources that rules name and that are not there: they may be added by command */
  readonly notYet: readonly string[];
}

/**
 * Looks up what rules are about. A scope that no resource has is refused: what was meant may be spelled
 * otherwise, and would be for everybody. So are two rules about one scope of one resource, by whichever of its
 * spellings: one of them would mean nothing. A rule that names its resource may come before it, so that a
 * resource can be added under its rule.
 *
 * @param resources all of them, also those that commands have added
 */
export function settleRules(
  rules: readonly ScopeRule[],
  resources: readonly ServedResource[],
): SettledRules {
  const faults: Fault[] = [];
  const notYet = new Set<string>();
  const settled = rules.map((rule) => {
    const { scope, resource } = rule;
    if (resource === undefined) {
      if (!resources.some(({ scopes }) => Object.hasOwn(scopes, scope))) {
        faults.push(unknownScope(scope, resources));
      }
      return rule;
    }
    const known = findResource(resources, resource);
    if (known === undefined) notYet.add(resource);
    else if (!Object.hasOwn(known.scopes, scope)) faults.push(foreignScope(scope, known));
    return { ...rule, resource: known?.resource ?? resource };
  });
  for (const [index, rule] of settled.entries()) {
    if (settled.slice(0, index).some((other) => isAboutTheSame(rule, other))) {
      faults.push(secondRule(rule));
    }
  }
  return { rules: settled, faults, notYet: [...notYet] };
}

function isAboutTheSame(one: ScopeRule, other: ScopeRule): boolean {
  if (one.scope !== other.scope) return false;
  if (one.resource === undefined || other.resource === undefined) {
    return one.resource === other.resource;
  }
  return isSameAddress(one.resource, other.resource);
}

function secondRule({ scope, resource }: ScopeRule): Fault {
  return {
    variable: 'SCOPE_RULES',
    problem: `has two rules for ${named(scope, resource)}`,
    remedy: 'Write one, with the entries of both: whoever meets one of them may have the scope.',
  };
}

function unknownScope(scope: string, resources: readonly ServedResource[]): Fault {
  const all = new Set(resources.flatMap(({ scopes }) => Object.keys(scopes)));
  return {
    variable: 'SCOPE_RULES',
    problem: `has a rule for ${JSON.stringify(scope)}, which is no scope of any resource`,
    remedy: `Write one of ${[...all].join(', ')}; or name the resource in front of the scope, where it is to be added later.`,
  };
}

function foreignScope(scope: string, { resource, scopes }: ServedResource): Fault {
  return {
    variable: 'SCOPE_RULES',
    problem: `has a rule for ${named(scope, resource)}, which is no scope of it`,
    remedy: `Its scopes are ${Object.keys(scopes).join(', ')}.`,
  };
}
