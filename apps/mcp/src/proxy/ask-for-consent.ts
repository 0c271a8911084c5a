import { randomBytes } from 'node:crypto';
import type { Response } from 'express';

import { serverInfo } from '../mcp-server.ts';
import type { ProxyMode } from '../modes/proxy.ts';
import { setBrowserSecret } from './browser-cookie.ts';
import type { AuthorizationRequest, PendingRequest, ProxyMemory } from './memory.ts';
import { sendPage } from './sending.ts';

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
  context: ConsentContext,
  request: AuthorizationRequest,
  upstreamCode?: string,
): void {
  const { url, memory, clock } = context;
  const ticket = randomBytes(32).toString('base64url');
  const browser = setBrowserSecret(res.req, res, url);
  const pending = { ...request, upstreamCode, browser, shownAt: clock() };
  memory.undecided.set(ticket, pending);
  showConsent(res, context, { ticket, pending });
}

interface Shown {
  readonly ticket: string;
  readonly pending: PendingRequest;
  /** *Allow* came before anybody can have read the page */
  readonly isTooSoon?: boolean;
}

/** Shows the page of a request that waits for its answer, for the first time or once more. */
export function showConsent(
  res: Response,
  { mode, url, memory }: Pick<ConsentContext, 'mode' | 'url' | 'memory'>,
  { ticket, pending, isTooSoon = false }: Shown,
): void {
  const { clientId: id, redirectUri, scopes, upstreamCode, uiLocales } = pending;
  const name = memory.clients.get(id)?.client_name;
  const props = {
    ticket,
    client: { id, redirectUri, name },
    server: { name: serverInfo.title, url },
    provider: new URL(mode.authorizationUrl).host,
    kind: mode.tokens.mode,
    scopes,
    isBack: upstreamCode !== undefined,
    isTooSoon,
  };
  sendPage(res, 'ConsentPage', props, { uiLocales });
}
