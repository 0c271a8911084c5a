import type { UpstreamIdentity } from './identity.ts';

/** What a provider says about a user, unchecked. */
export interface RawProfile {
  readonly login?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly pictureUrl?: string | null | undefined;
  readonly hostedDomain?: string | null | undefined;
}

type Profile = Pick<UpstreamIdentity, 'login' | 'name' | 'pictureUrl' | 'hostedDomain'>;

/** The members that hold something. Control characters go: Postgres stores no U+0000. */
export function profileOf({ login, name, pictureUrl, hostedDomain }: RawProfile): Profile {
  return {
    ...optional('login', plainText(login)),
    ...optional('name', plainText(name)),
    ...optional('pictureUrl', isWebUrl(pictureUrl) ? pictureUrl : undefined),
    ...optional('hostedDomain', plainText(hostedDomain)),
  };
}

/** Whether a text is one e-mail address: no white space, no control character, one `@`. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@\p{Cc}\p{Cf}]+@[^\s@\p{Cc}\p{Cf}]+$/u.test(text);
}

/** Whether an address is of one of these domains, themselves and not below them. */
export function isOfDomain(address: string, domains: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  // Before anything is lower-cased: U+212A, the Kelvin sign, lower-cases to an ASCII k.
  return /^[\x21-\x7e]+$/.test(domain) && domains.includes(domain.toLowerCase());
}

/** On one line, of bounded length, without what turns the direction of text around. */
function plainText(text: string | null | undefined): string | undefined {
  const plain = text
    ?.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, 200);
  return plain === '' ? undefined : plain?.toWellFormed();
}

function isWebUrl(text: string | null | undefined): text is string {
  return (
    typeof text === 'string' &&
    text.length <= 2000 &&
    /^https?:\/\//.test(text) &&
    URL.canParse(text)
  );
}

function optional<Name extends string>(
  name: Name,
  value: string | undefined,
): { [name in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: string });
}
