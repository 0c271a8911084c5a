import { mailAddress } from './mail-address.ts';
import type { BrandEnvironment, BrandVariable } from './variables.ts';

/** So that no page is made of it. */
const LONGEST = 500;

export interface LinkOptions {
  readonly production: boolean;
  /** an e-mail address will do */
  readonly mail?: boolean;
}

/** An address that pages link to; its value is not quoted in a fault, as a query may be private. */
export function readLink(
  environment: BrandEnvironment,
  variable: BrandVariable,
  { production, mail = false }: LinkOptions,
): string | undefined {
  const text = environment.text(variable);
  if (text === undefined) return undefined;
  const href =
    text.length > LONGEST
      ? undefined
      : ((mail ? mailAddress(text)?.href : undefined) ?? webAddress(text, !production));
  if (href === undefined) {
    environment.faults.add(
      variable,
      mail ? 'is neither an https URL nor an e-mail address' : 'is not an https URL',
      `Set it to a page that everybody may read, like https://example.com/help${mail ? ', or to an address like help@example.com' : ''}.`,
    );
  }
  return href;
}

/** A URL is ASCII once it is parsed, so that nothing in it looks like something else. */
export function webAddress(text: string, plainToo: boolean): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { href, protocol, username, password } = new URL(text);
  if (username !== '' || password !== '') return undefined;
  return protocol === 'https:' || plainToo ? href : undefined;
}
