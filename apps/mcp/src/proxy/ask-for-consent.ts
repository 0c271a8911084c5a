import { randomBytes } from 'node:crypto';
import type { Response } from 'express';

import type { ProxyMode } from '../modes/proxy.ts';
import { setBrowserSecret } from './browser-cookie.ts';
import { consentPage } from './consent-page.ts';
import type { AuthorizationRequest, ProxyMemory } from './memory.ts';
import { sendPage } from './page.ts';

interface ConsentContext {
  readonly mode: ProxyMode;
  readonly url: string;
  readonly memory: ProxyMemory;
  readonly clock: () => number;
}

/**
 * Shows the consent page. The form has a ticket that is only in this page, and the browser gets a new
 * secret in a cookie. Both are needed for the answer, and an attacker who started the request knows
 * neither.
 *
 * @param upstreamCode the code of the provider, if the user has already been there
 */
export function askForConsent(
  res: Response,
  { mode, url, memory, clock }: ConsentContext,
  request: AuthorizationRequest,
  upstreamCode?: string,
): void {
  const ticket = randomBytes(32).toString('base64url');
  const browser = setBrowserSecret(res.req, res, url);
  const pending = { ...request, upstreamCode, browser, shownAt: clock() };
  memory.undecided.set(ticket, pending);
  const name = memory.clients.get(request.clientId)?.client_name;
  sendPage(res, consentPage({ ticket, pending, name, mode }));
}
