import type { BrowserExchange } from '../../behaviour/actors/browser.ts';

/** The values that a browser was given for its session, oldest first. */
export function sessionCookies(exchanges: readonly BrowserExchange[]): string[] {
  return exchanges
    .flatMap(({ setCookies }) => setCookies)
    .flatMap((line) => /^gatehouse_session=([^;]+)/.exec(line)?.[1] ?? []);
}
