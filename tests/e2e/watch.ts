import type { BrowserContext, Response } from '@playwright/test';

/** What every HTML page of ours carries. */
const HEADERS: Record<string, RegExp> = {
  'content-security-policy':
    /^(?=.*default-src 'none')(?=.*form-action 'self')(?=.*frame-ancestors 'none')(?=.*base-uri 'none')(?!.*unsafe)/,
  'x-frame-options': /^DENY$/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cache-control': /^no-store, no-transform$/,
  'permissions-policy': /camera=\(\)/,
};

/**
 * Looks at everything a browser gets from `origin` and notes what must never happen there: a page
 * without its security headers, a violation of its content security policy, a script error, a
 * redirect that would repeat a form's body elsewhere (RFC 9700 §4.12).
 */
export function watch(context: BrowserContext, origin: string, faults: string[]): void {
  context.on('response', (response) => {
    if (new URL(response.url()).origin === origin) faults.push(...faultsOf(response));
  });
  context.on('console', (message) => {
    const isPolicy = /content security policy/i.test(message.text());
    if (isPolicy && message.location().url.startsWith(origin)) {
      faults.push(`${message.location().url}: ${message.text()}`);
    }
  });
  context.on('weberror', (error) => {
    if (error.page()?.url().startsWith(origin)) faults.push(error.error().message);
  });
}

function faultsOf(response: Response): string[] {
  const status = response.status();
  const method = response.request().method();
  const what = `${method} ${response.url().split('?')[0]} (${status})`;
  if (status >= 300 && status < 400) {
    const isAllowed = status === 303 || status === 302;
    if (!isAllowed || (method === 'POST' && status !== 303)) return [`${what} redirects`];
    return [];
  }
  const headers = response.headers();
  if (!/^text\/html\b/.test(headers['content-type'] ?? '')) return [];
  return Object.entries(HEADERS)
    .filter(([name, expected]) => !expected.test(headers[name] ?? ''))
    .map(([name]) => `${what} has ${name}: ${headers[name] ?? 'nothing'}`);
}
