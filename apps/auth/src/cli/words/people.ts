import { accountInRules } from '../../admission/account-text.ts';
import type { CheckedIdentity, CheckedPerson, CheckedScope } from '../../operator/check-person.ts';
import { facts, inTerminal } from './terminal.ts';

/** What the rules say of somebody. */
export function personInWords(person: CheckedPerson): string {
  const { id, username, email, admitted, disabled, identities, scopes } = person;
  const verdict = disabled ? 'no: disabled' : admitted ? 'yes' : 'no';
  const about = facts([
    ['id', id],
    ['user name', inTerminal(username ?? '')],
    ['email', inTerminal(email ?? '')],
    ['may sign in', verdict],
  ]);
  const lines = [
    ...identities.map(identityInWords),
    ...scopes.map((scope) => scopeInWords(scope, identities)),
  ];
  return [about, ...lines].join('\n');
}

function identityInWords(identity: CheckedIdentity): string {
  const { login, organisations, teams, groups } = identity;
  const belongs = [
    ['organisations', organisations],
    ['teams', teams],
    ['groups', groups],
  ] as const;
  const told = belongs
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `; ${what} ${names.map(inTerminal).join(', ')}`);
  const name = login === null ? '' : ` (${inTerminal(login)})`;
  const verdict = identity.admitted ? 'admitted' : `not admitted: ${identity.refusal ?? 'no_rule'}`;
  return `  ${inTerminal(accountInRules(identity))}${name}, ${verdict}, signed in ${identity.last_signed_in_at}${told.join('')}`;
}

function scopeInWords(
  { resource, scope, verdict, refusals = [] }: CheckedScope,
  identities: readonly CheckedIdentity[],
): string {
  const what = `  ${inTerminal(scope)} of ${inTerminal(resource)}`;
  if (verdict === 'no_rule') return `${what}: yes, as everybody who may sign in`;
  if (verdict === 'met') return `${what}: yes, by SCOPE_RULES`;
  const why = refusals.map(
    (refusal, index) => `${refusal} (${inTerminal(identities[index]?.provider ?? '')})`,
  );
  return `${what}: no: ${why.join(', ') || 'no account'}`;
}
