import { randomBytes } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';

import type { ProxyMode } from '../modes/proxy.ts';
import { refer } from '../http/request-log.ts';
import type { ProxyFigures } from '../figures/proxy-figures.ts';
import { askForConsent, showConsent } from './ask-for-consent.ts';
import { canBePlanted, isSameBrowser, clearBrowserSecret } from './browser-cookie.ts';
import { isFromHere } from './browser-requests.ts';
import { responseUrl, sendError } from './errors.ts';
import type { PendingRequest, ProxyMemory } from './memory.ts';
import { noStore, sendPage } from './sending.ts';

export interface AuthorizationFlow {
  readonly mode: ProxyMode;
  readonly url: string;
  readonly issuer: string;
  readonly callbackUrl: string;
  readonly memory: ProxyMemory;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly figures: ProxyFigures;
  /** The resource that is sent to the provider (RFC 8707), if the provider supports it. */
  readonly resource: string | undefined;
}

/**
 * Milliseconds. Nobody can have read the page faster. An earlier Allow was meant for something else that
 * was on the screen before, so the page is shown again. A Deny is accepted at any time.
 */
const minimumReadingTime = 1000;

/** Handles the answer of the user on the consent page. */
export function consentDecision(flow: AuthorizationFlow): RequestHandler[] {
  const { url, memory, clock } = flow;
  return [
    express.urlencoded({ extended: false, limit: '4kb' }),
    (req, res) => {
      const { ticket: given, decision } = (req.body ?? {}) as Record<string, unknown>;
      const ticket = textOf(given);
      const pending = pendingOf(req, flow, memory.undecided, ticket);
      if (!pending) return expired(res, flow, 'stale_consent');
      if (!isFromHere(req, url)) return expired(res, flow, 'foreign_form');
      if (decision === 'allow' && clock() - pending.shownAt < minimumReadingTime) {
        return showConsent(res, flow, { ticket, pending, isTooSoon: true });
      }
      memory.undecided.delete(ticket);
      const { upstreamCode, browser, uiLocales } = pending;
      if (decision === 'allow' && upstreamCode === undefined) {
        const target = providerUrl(flow, pending).href;
        return sendPage(res, 'GoingOnPage', { target, to: 'provider' }, { uiLocales });
      }
      clearBrowserSecret(res, url, browser);
      if (decision !== 'allow' || upstreamCode === undefined) {
        flow.figures.signIn('denied');
        return sendError(res, pending, flow, { error: 'access_denied', decided: true });
      }
      const target = codeUrl(flow, pending, upstreamCode);
      sendPage(res, 'GoingOnPage', { target, to: 'app' }, { uiLocales });
    },
  ];
}

/**
 * Handles the redirect back from the provider. Where cookies can be planted, an attacker may have
 * pressed Allow in another browser and then planted its cookie in this one. So the user is asked again
 * in this browser before a code is sent to the client.
 */
export function providerCallback(flow: AuthorizationFlow): RequestHandler {
  const { memory } = flow;
  return (req, res) => {
    const { code, error } = req.query;
    const state = textOf(req.query['state']);
    const pending = pendingOf(req, flow, memory.atProvider, state);
    if (!pending) return expired(res, flow, 'stale_callback');
    memory.atProvider.delete(state);
    clearBrowserSecret(res, flow.url, pending.browser);
    if (typeof code !== 'string' || code === '') {
      // Only access_denied is a decision of the user; any other error is a failure of the provider.
      const denied = error === 'access_denied';
      const reason = denied ? 'access_denied' : 'server_error';
      flow.figures.signIn(denied ? 'denied' : 'failed');
      return sendError(res, pending, flow, { error: reason, decided: denied });
    }
    if (canBePlanted(flow.url)) return askForConsent(res, flow, pending, code);
    res.set({ 'Cache-Control': noStore, 'Referrer-Policy': 'no-referrer' });
    res.redirect(codeUrl(flow, pending, code));
  };
}

/** The authorization request to the provider, with a `state` by which its answer is recognised. */
function providerUrl(flow: AuthorizationFlow, pending: PendingRequest): URL {
  const state = randomBytes(32).toString('base64url');
  flow.memory.atProvider.set(state, pending);
  const target = new URL(flow.mode.authorizationUrl);
  const parameters: Record<string, string | undefined> = {
    client_id: flow.mode.clientId,
    response_type: 'code',
    redirect_uri: flow.callbackUrl,
    // The challenge of the client, so that the provider gives the tokens to nobody else either.
    code_challenge: pending.codeChallenge,
    code_challenge_method: 'S256',
    scope: pending.scopes.join(' ') || undefined,
    resource: flow.resource,
    state,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) target.searchParams.set(name, value);
  }
  return target;
}

/** The authorization response, with a code of our own instead of the provider's. */
function codeUrl(flow: AuthorizationFlow, pending: PendingRequest, upstreamCode: string): string {
  const { browser: _, shownAt: __, uiLocales: ___, ...request } = pending;
  const ours = randomBytes(32).toString('base64url');
  flow.figures.signIn('signed_in');
  flow.memory.codes.set(ours, { ...request, upstreamCode });
  return responseUrl(pending, flow, { code: ours });
}

/** The value, if it is a text; an empty text for a parameter that is missing or was sent twice. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The pending request of a key, if this is the browser in which the user answers it. */
function pendingOf(
  req: Request,
  { url }: AuthorizationFlow,
  entries: ProxyMemory['undecided'],
  key: string,
): PendingRequest | undefined {
  const pending = entries.get(key);
  return pending && isSameBrowser(req, url, pending.browser) ? pending : undefined;
}

function expired(res: Response, { figures }: AuthorizationFlow, reason: string): void {
  figures.signIn('stale');
  const reference = refer({ reason });
  sendPage(res, 'ExpiredPage', { reference }, { status: 400 });
}
