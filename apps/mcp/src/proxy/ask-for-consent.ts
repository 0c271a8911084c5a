import { randomBytes } from 'node:crypto';
import type { Response } from 'express';

import type { ProxyMode } from '../modes/proxy.ts';
import { giveSecret } from './browser-cookie.ts';
import { consentPage } from './consent-page.ts';
import type { AuthorizationRequest, ProxyMemory } from './memory.ts';
import { sendPage } from './page.ts';

interface Asking {
  readonly part: ProxyMode;
  readonly url: string;
  readonly memory: ProxyMemory;
  readonly clock: () => number;
}

/**
 * Asks the person before this browser: by a ticket that only the page has, and a secret that only this
 * browser was given, now. Whoever began the request knows neither.
 *
 * @param upstreamCode what the provider has answered already
 */
export function askPerson(
  res: Response,
  { part, url, memory, clock }: Asking,
  request: AuthorizationRequest,
  upstreamCode?: string,
): void {
  const ticket = randomBytes(32).toString('base64url');
  const browser = giveSecret(res.req, res, url);
  const pending = { ...request, upstreamCode, browser, shownAt: clock() };
  memory.undecided.set(ticket, pending);
  const name = memory.clients.get(request.clientId)?.client_name;
  sendPage(res, consentPage({ ticket, pending, name, part }));
}
