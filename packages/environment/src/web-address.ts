import { quote } from './quote.ts';

/** What keeps a text from being a plain http(s) URL, as the rest of a sentence. */
export function webAddressProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(text)) {
    return `is not an http or https URL: ${quote(text)}`;
  }
  // Not quoted: whatever stands there may be a password.
  if (url.username !== '' || url.password !== '') return 'holds a user name or password';
  if (url.hash !== '' || text.includes('#')) return `has a fragment: ${quote(text)}`;
  if (url.search !== '' || text.includes('?')) return `has a query: ${quote(text)}`;
  return undefined;
}
