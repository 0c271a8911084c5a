import { z } from 'zod';
import { accountOfRule } from '../admission/account-text.ts';
import { admits } from '../admission/admits.ts';
import type { AdmissionFacts, AdmissionPolicy } from '../admission/policy.ts';
import { type AdmissionRefusal, whyRefused } from '../admission/why-refused.ts';
import { teamName } from '../admission/memberships.ts';
import { storedFacts } from '../federation/admission.ts';
import type { ServedResource } from '../protocol/resource.ts';
import { settleRules } from '../scope-rules/known-scopes.ts';
import { meetsRule, ruleAbout, type ScopeRule } from '../scope-rules/scope-rules.ts';
import type { FoundPerson } from '../storage/users.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';

export const PersonText = z.strictObject({ person: z.string().trim().min(1).max(320) });

/** One account of a person, and whether `ADMIT` lets them in by it. */
export interface CheckedIdentity {
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly login: string | null;
  /** ISO 8601: what is stored of the account is of then, or of a later sign-in that was refused */
  readonly last_signed_in_at: string;
  readonly organisations: readonly string[];
  readonly teams: readonly string[];
  readonly groups: readonly string[];
  readonly admitted: boolean;
  readonly refusal?: AdmissionRefusal;
}

/** A scope of a resource, and whether the person may have it. */
export interface CheckedScope {
  readonly resource: string;
  readonly scope: string;
  /** `no_rule`: it is for everybody who is admitted */
  readonly verdict: 'no_rule' | 'met' | 'not_met';
  /** of each account, in their order, why the rule does not count for it */
  readonly refusals?: readonly AdmissionRefusal[];
}

export interface CheckedPerson {
  readonly id: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly disabled: boolean;
  /** whether they may sign in, and refresh */
  readonly admitted: boolean;
  readonly identities: readonly CheckedIdentity[];
  readonly scopes: readonly CheckedScope[];
}

/**
 * What the rules say of people who have signed in, and why.
 *
 * @throws OperationError `unknown_person`; ConfigurationError where the rules cannot be read
 */
export async function checkPerson(
  { users, resources, rules }: OperatorContext,
  { person }: z.infer<typeof PersonText>,
): Promise<{ readonly people: readonly CheckedPerson[] }> {
  const { admission, scopeRules } = rules();
  const [found, known] = await Promise.all([search(users, person), resources.all()]);
  if (found.length === 0) throw new OperationError({ code: 'unknown_person', person });
  const settled = settleRules(scopeRules, known).rules;
  return { people: found.map((one) => checked(one, admission, settled, known)) };
}

/** By what people are called here, or else by the account that a rule of this spelling names. */
async function search(users: OperatorContext['users'], person: string): Promise<FoundPerson[]> {
  const found = await users.search(person);
  const account = accountOfRule(person);
  return found.length > 0 || account === undefined ? found : users.search(account);
}

function checked(
  { user, identities, isDisabled }: FoundPerson,
  admission: AdmissionPolicy,
  rules: readonly ScopeRule[],
  resources: readonly ServedResource[],
): CheckedPerson {
  const facts = identities.map(storedFacts);
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    disabled: isDisabled,
    admitted: !isDisabled && admits(admission, facts),
    identities: identities.map((identity, index) => ({
      provider: identity.provider,
      issuer: identity.issuer,
      subject: identity.subject,
      login: identity.login,
      last_signed_in_at: new Date(identity.last_signed_in_at).toISOString(),
      organisations: identity.organisations,
      teams: (facts[index]?.teams ?? []).map(teamName),
      groups: facts[index]?.groups ?? [],
      ...verdictOn(admission, facts[index]),
    })),
    scopes: resources.flatMap(({ resource, scopes }) =>
      Object.keys(scopes).map((scope) => ({
        resource,
        scope,
        ...verdictByRule(ruleAbout(rules, resource, scope), facts),
      })),
    ),
  };
}

function verdictOn(admission: AdmissionPolicy, facts: AdmissionFacts | undefined) {
  if (facts === undefined || admits(admission, [facts])) return { admitted: facts !== undefined };
  return { admitted: false, refusal: whyRefused(admission, facts) };
}

function verdictByRule(
  rule: ScopeRule | undefined,
  facts: readonly AdmissionFacts[],
): Pick<CheckedScope, 'verdict' | 'refusals'> {
  if (rule === undefined) return { verdict: 'no_rule' };
  if (meetsRule(rule, facts)) return { verdict: 'met' };
  return { verdict: 'not_met', refusals: facts.map((one) => whyRefused(rule.whom, one)) };
}
