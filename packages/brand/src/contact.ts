import type { Contact } from '@gatehouse/look';
import { webAddress } from './link.ts';
import { mailAddress } from './mail-address.ts';
import { nameProblem } from './name.ts';
import type { BrandEnvironment } from './variables.ts';

/** So that it fits on a page. */
const LONGEST = 200;

/** RFC 5322 §3.4: a display name may stand before an address, which is in angle brackets then. */
const NAMED = /^(?<name>[^<>]*?)\s*<(?<address>[^<>\s]+)>$/;

/**
 * Whom people are told to ask: an e-mail address or an https address, alone or behind a name
 * (`Grace Hopper <grace@example.org>`).
 */
export function readContact(environment: BrandEnvironment): Contact | undefined {
  const text = environment.text('CONTACT');
  if (text === undefined) return undefined;
  const { name: quoted = '', address = text } = NAMED.exec(text)?.groups ?? {};
  const name = quoted
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .normalize('NFC');
  const contact = address.length > LONGEST ? undefined : (mailAddress(address) ?? site(address));
  const problem =
    contact === undefined ? 'is neither an e-mail address nor an https URL' : nameProblem(name);
  if (problem !== undefined) {
    environment.faults.add(
      'CONTACT',
      problem,
      'Set it to where people reach you, like help@example.com, https://help.example.com or Grace Hopper <grace@example.com>.',
    );
    return undefined;
  }
  return contact && { ...contact, ...(name !== '' && { name }) };
}

function site(text: string): Contact | undefined {
  const href = webAddress(text, false);
  return href === undefined ? undefined : contactAt(href);
}

/** A link that has been checked, as somebody to ask. */
export function contactAt(href: string): Contact {
  const { protocol, host, pathname, search } = new URL(href);
  if (protocol === 'mailto:') return { href, text: pathname };
  return { href, text: `${host}${pathname === '/' ? '' : pathname}${search}` };
}
