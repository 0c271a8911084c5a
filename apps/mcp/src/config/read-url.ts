import { isSecureUrl } from '@gatehouse/auth-core';

import { quote } from './quote.ts';

/** What keeps a text from being a URL to rely on, as the rest of a sentence. */
export function urlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(text)) {
    return `is not an http or https URL: ${quote(text)}`;
  }
  // Not quoted: whatever stands there may be a password.
  if (url.username !== '' || url.password !== '') return 'holds a user name or password';
  if (/[?#]/.test(text)) return `has a query or fragment: ${quote(text)}`;
  if (!isSecureUrl(text)) return `is not https: ${quote(text)}`;
  if (url.href !== text && url.href !== `${text}/`) {
    return `is ${quote(text)}, which is commonly spelt ${quote(url.href)}`;
  }
  return undefined;
}
