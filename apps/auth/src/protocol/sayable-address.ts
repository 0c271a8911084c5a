/** Longer ones are cut. */
const LONGEST = 200;

/** What `error_description` may hold (RFC 6749 §4.1.2.1), but for spaces. */
const SAYABLE = /^https?:\/\/[\x21\x23-\x5B\x5D-\x7E]+$/i;

/**
 * An address that a request named, as it may be repeated in a log, in `error_description` and on a page: as it
 * was spelt where that is printable ASCII, without the values of query and fragment, and of bounded length.
 *
 * @param asked the value of a parameter
 * @returns undefined where it is no absolute http or https URL, or holds a user or a password
 */
export function sayableAddress(asked: unknown): string | undefined {
  if (typeof asked !== 'string' || !URL.canParse(asked)) return undefined;
  const { href, username, password } = new URL(asked);
  if (username !== '' || password !== '') return undefined;
  const text = [asked, href].find((spelling) => SAYABLE.test(spelling));
  if (text === undefined) return undefined;
  const told = text.replace(/([?#]).+$/, '$1...');
  return told.length > LONGEST ? `${told.slice(0, LONGEST)}...` : told;
}

/**
 * A resource in `error_description`, with its address where that may be repeated: for whoever has mistyped it.
 *
 * @param what the words for it, such as `the resource`
 */
export function withAddress(what: string, asked: unknown): string {
  const address = sayableAddress(asked);
  return address === undefined ? what : `${what} ${address}`;
}
