import type { ProviderRules } from './policy.ts';

/** One way to sign in, by what rules call it. */
export interface NamedLogin {
  readonly id: string;
  /** lower-cased; `default` for the one without a name */
  readonly name: string;
}

/** A kind of provider that an entry may name. */
export interface NamedProvider {
  readonly id: string;
  readonly admission: ProviderRules;
  /** those of its kind that are configured; the one without a name alone, unless told */
  readonly logins?: readonly NamedLogin[];
}

export type LoginRule =
  | { readonly login: string }
  | { readonly provider: string; readonly group: string }
  | { readonly provider: string; readonly subject: string };

const UNNAMED = 'default';

/**
 * `oidc:NAME`, `oidc:NAME/SUBJECT` and `oidc:SUBJECT`, which is a subject of the login without a name. What
 * names a login in other letters might be either, and is neither.
 */
export function parseLoginEntry(value: string, provider: NamedProvider): LoginRule | string {
  const logins = loginsOf(provider);
  const slash = value.indexOf('/');
  const [before, after] =
    slash === -1 ? [value, undefined] : [value.slice(0, slash), value.slice(slash + 1)];
  const login = logins.find(({ name }) => name === before.toLowerCase());
  if (login !== undefined && login.name !== before) {
    return `which is ${provider.id}:${login.name} in other letters: write it so, or ${provider.id}:${UNNAMED}/${value} for that subject`;
  }
  if (login !== undefined && after === undefined) return { login: login.id };
  const unnamed = logins.find(({ name }) => name === UNNAMED);
  const [one, subject] = login === undefined ? [unnamed, value] : [login, after ?? ''];
  const { pattern, words } = provider.admission.account;
  if (one === undefined) return `which names no login that is configured: ${known(logins)}`;
  if (pattern.test(subject)) return { provider: one.id, subject };
  return `which is not ${provider.id}: and ${words}`;
}

/**
 * `oidc-group:NAME/GROUP`. What a list has no room for, such as a space or a comma, is percent-encoded
 * (RFC 3986 §2.1), and so is `%` itself.
 */
export function parseGroupEntry(value: string, provider: NamedProvider): LoginRule | string {
  const logins = loginsOf(provider);
  const slash = value.indexOf('/');
  const name = value.slice(0, Math.max(slash, 0)).toLowerCase();
  const login = logins.find((one) => one.name === name);
  if (slash === -1 || name === '') {
    return `which is not ${provider.admission.groups}:, the name of a login, a slash and a group`;
  }
  if (login === undefined) return `which names no login that is configured: ${known(logins)}`;
  const group = decoded(value.slice(slash + 1));
  if (group !== undefined && isGroup(group)) return { provider: login.id, group };
  return 'whose group is empty, too long, or has a % that is not followed by two digits of hexadecimal UTF-8';
}

/** Whether a rule can name it: one line of up to 256 characters. What none can is not kept of anybody. */
export function isGroup(text: string): boolean {
  return text.length > 0 && text.length <= 256 && !/[\p{Cc}\p{Cs}]/u.test(text);
}

function loginsOf({ id, logins = [{ id, name: UNNAMED }] }: NamedProvider): readonly NamedLogin[] {
  return logins;
}

function known(logins: readonly NamedLogin[]): string {
  const names = logins.map(({ name }) => name);
  return names.length === 0 ? 'there is none' : `there is ${names.join(', ')}`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
