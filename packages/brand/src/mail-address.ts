import type { Contact } from '@gatehouse/look';

/** Lower-cased ASCII, with a dot, none at its end. */
const DOMAIN =
  /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])?$/;

/** RFC 6068 §2, without the characters that would have to be encoded. `mailto:` may stand before it. */
export function mailAddress(text: string): Contact | undefined {
  const [local = '', domain = '', ...rest] = text.replace(/^mailto:/i, '').split('@');
  const isAddress =
    rest.length === 0 &&
    /^[\w.+-]{1,64}$/.test(local) &&
    // Before anything is lower-cased: U+212A, the Kelvin sign, lower-cases to an ASCII k.
    /^[\x21-\x7e]+$/.test(domain) &&
    DOMAIN.test(domain.toLowerCase());
  return isAddress ? { href: `mailto:${local}@${domain}`, text: `${local}@${domain}` } : undefined;
}
