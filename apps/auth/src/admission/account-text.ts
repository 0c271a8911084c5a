/**
 * Accounts as rules write them, and as they are stored beside a person: what a rule calls
 * `oidc:acme/SUBJECT` is the subject of the login `oidc-acme`, and `oidc:default/SUBJECT` that of `oidc`.
 *
 * @module
 */

const NAMED_LOGIN = /^([a-z]+)-([a-z\d]+)$/;
const RULE_OF_LOGIN = /^([a-z]+):([a-z\d]+)\/(.+)$/s;

/** What `ADMIT` would say of an account. */
export function accountInRules({
  provider,
  subject,
}: {
  readonly provider: string;
  readonly subject: string;
}): string {
  const [, kind, login] = NAMED_LOGIN.exec(provider) ?? [];
  return kind === undefined ? `${provider}:${subject}` : `${kind}:${login}/${subject}`;
}

/**
 * Login and subject, as they are stored, of a rule that names both.
 *
 * @returns `undefined` for every other text
 */
export function accountOfRule(text: string): string | undefined {
  const [, kind, login, subject] = RULE_OF_LOGIN.exec(text) ?? [];
  if (kind === undefined) return undefined;
  return `${login === 'default' ? kind : `${kind}-${login}`}:${subject}`;
}
