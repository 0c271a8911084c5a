import { quote, webAddressProblem } from '@gatehouse/environment';
import { type AdmissionRules, canAdmit } from '../admission/policy.ts';
import type { ConnectorsConfig } from '../connectors/connectors.ts';
import { configuredLogins, namedProviders, trustInLogin } from '../connectors/logins.ts';
import { findResource, isSameAddress, type ServedResource } from '../protocol/resource.ts';
import { RESERVED_SCOPES } from '../protocol/scopes.ts';
import { named, type ParsedScopeRule, parseScopeRules } from '../scope-rules/parse-scope-rules.ts';
import type { ScopeRule } from '../scope-rules/scope-rules.ts';
import {
  addOrganisationsFault,
  ENTRIES,
  isWhole,
  prefixIn,
  refuseUntoldGroups,
} from './admission.ts';
import { begunLogins } from './connectors.ts';
import type { Environment } from './environment.ts';

const GRAMMAR = `It takes rules like “mcp:write: github-org:acme/maintainers, ada@example.com” with semicolons between them, an address of a resource in front where only that one is meant. ${ENTRIES}`;

/** Who may have which scope; no rules where it is unset. */
export function readScopeRules(
  environment: Environment,
  connectors: ConnectorsConfig,
  resources: readonly ServedResource[],
): ScopeRule[] {
  const { faults } = environment;
  const text = environment.text('SCOPE_RULES');
  if (text === undefined) return [];
  const logins = configuredLogins(connectors);
  const parsed = parseScopeRules(text, namedProviders(begunLogins(environment)));
  if (!parsed.ok) {
    for (const problem of parsed.problems) faults.add('SCOPE_RULES', problem, GRAMMAR);
    return [];
  }
  const providers = logins.map(trustInLogin);
  return parsed.rules.map((rule) => {
    addTargetFault(environment, rule, resources);
    const whom = { ...rule.whom, providers, domainsMatch: 'primary' } as const;
    refuseUntoldGroups(environment, 'SCOPE_RULES', rule.whom, logins);
    const isForMembers = countOf(rule.whom) > 0;
    if (isForMembers && !providers.some(({ organisations }) => organisations !== undefined)) {
      addOrganisationsFault(environment, 'SCOPE_RULES');
    } else if (!whom.anyone && isWhole(environment, logins) && !canAdmit(whom)) {
      faults.add(
        'SCOPE_RULES',
        `lets nobody have ${named(rule.scope, rule.resource)}: none of its entries counts at a provider that is configured`,
        `Name accounts of theirs: ${logins.map((login) => `${prefixIn(login)}…`).join(', ')}.`,
      );
    }
    return { ...rule, resource: identifierOf(rule.resource, resources), whom };
  });
}

function countOf({ organisations, teams }: AdmissionRules): number {
  return organisations.length + teams.length;
}

/** The name that a resource of `RESOURCES` has; others are added by command, perhaps later. */
function identifierOf(
  resource: string | undefined,
  resources: readonly ServedResource[],
): string | undefined {
  return resource === undefined
    ? undefined
    : (findResource(resources, resource)?.resource ?? resource);
}

/** What is wrong with the scope or the resource, as far as it can be told without the database. */
function addTargetFault(
  { faults }: Environment,
  { scope, resource }: ParsedScopeRule,
  resources: readonly ServedResource[],
): void {
  if (RESERVED_SCOPES.includes(scope)) {
    faults.add(
      'SCOPE_RULES',
      `has a rule for ${quote(scope)}, a scope of OpenID Connect`,
      'Rules are about scopes of resources: leave it out.',
    );
  }
  if (resource === undefined) return;
  const known = findResource(resources, resource);
  const problem = webAddressProblem(resource) ?? spellingProblem(resource);
  if (known === undefined && problem !== undefined) {
    faults.add(
      'SCOPE_RULES',
      `names a resource that ${problem}`,
      'Write the resource as RESOURCES has it, or leave it out.',
    );
  }
  if (known !== undefined && !Object.hasOwn(known.scopes, scope)) {
    faults.add(
      'SCOPE_RULES',
      `has a rule for ${quote(scope)}, which is no scope of ${quote(resource)}`,
      `Its scopes are ${Object.keys(known.scopes).join(', ')}.`,
    );
  }
}

/** What no resource is called (resources.ts): the rule would wait for ever, and the scope be for everybody. */
function spellingProblem(resource: string): string | undefined {
  // It belongs behind the scope.
  if (resource.endsWith(':')) return `ends with a colon: ${quote(resource)}`;
  const { href } = new URL(resource);
  if (isSameAddress(resource, href)) return undefined;
  return `is not spelled as ${quote(href)}: ${quote(resource)}`;
}
