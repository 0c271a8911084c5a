import { quote } from './quote.ts';

/** What keeps a text from being a plain http(s) URL. The text has no more than {@link sayable} leaves of it. */
export type WebAddressFault =
  | { readonly code: 'not_http'; readonly text: string }
  | { readonly code: 'has_user' }
  | { readonly code: 'has_fragment'; readonly text: string }
  | { readonly code: 'has_query'; readonly text: string };

export function webAddressFault(text: string): WebAddressFault | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const said = { text: sayable(text) };
  if (url === undefined || !/^https?:\/\//i.test(text)) return { code: 'not_http', ...said };
  if (url.username !== '' || url.password !== '') return { code: 'has_user' };
  if (url.hash !== '' || text.includes('#')) return { code: 'has_fragment', ...said };
  if (url.search !== '' || text.includes('?')) return { code: 'has_query', ...said };
  return undefined;
}

/** Without what may be a secret: a query or a fragment, and what stands before an `@`. */
function sayable(text: string): string {
  return text.replace(/([?#]).+$/s, '$1...').replace(/^.*@/s, '...@');
}

/** The same as the rest of a sentence that begins with what the text is the value of. */
export function webAddressProblem(text: string): string | undefined {
  const fault = webAddressFault(text);
  return fault && webAddressFaultInWords(fault);
}

export function webAddressFaultInWords(fault: WebAddressFault): string {
  switch (fault.code) {
    case 'not_http':
      return `is not an http or https URL: ${quote(fault.text)}`;
    case 'has_user':
      return 'holds a user name or password';
    case 'has_fragment':
      return `has a fragment: ${quote(fault.text)}`;
    case 'has_query':
      return `has a query: ${quote(fault.text)}`;
  }
}
