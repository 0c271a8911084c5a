import { isDomain } from '../admission/parse-admit.ts';
import type { Contact } from '../protocol/contact.ts';
import type { Environment } from './environment.ts';

/** So that it fits on a page. */
const MAX_LENGTH = 200;

/** Whom people are told to ask: an e-mail address or an https address, and a link in either case. */
export function readContact(environment: Environment): Contact | undefined {
  const text = environment.text('CONTACT');
  if (text === undefined) return undefined;
  const contact = text.length > MAX_LENGTH ? undefined : (mail(text) ?? web(text));
  if (contact === undefined) {
    environment.faults.add(
      'CONTACT',
      'is neither an e-mail address nor an https URL',
      'Set it to where people reach you, like help@example.com or https://help.example.com.',
    );
  }
  return contact;
}

/** RFC 6068 §2, without the characters that would have to be encoded. */
function mail(text: string): Contact | undefined {
  const [local = '', domain = '', ...rest] = text.replace(/^mailto:/i, '').split('@');
  const isAddress =
    rest.length === 0 &&
    /^[\w.+-]{1,64}$/.test(local) &&
    // Before anything is lower-cased: U+212A, the Kelvin sign, lower-cases to an ASCII k.
    /^[\x21-\x7e]+$/.test(domain) &&
    isDomain(domain.toLowerCase());
  return isAddress ? { href: `mailto:${local}@${domain}`, text: `${local}@${domain}` } : undefined;
}

function web(text: string): Contact | undefined {
  // A URL is ASCII once it is parsed, so that nothing in it looks like something else.
  if (!/^https:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { href, username, password, host, pathname, search } = new URL(text);
  if (username !== '' || password !== '') return undefined;
  return { href, text: `${host}${pathname === '/' ? '' : pathname}${search}` };
}
