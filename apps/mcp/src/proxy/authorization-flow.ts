import { randomBytes } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';

import type { ProxyMode } from '../modes/proxy.ts';
import { askPerson } from './ask-for-consent.ts';
import { isPlantable, isSameBrowser, takeSecret } from './browser-cookie.ts';
import { consentPage } from './consent-page.ts';
import { responseUrl, sendError } from './errors.ts';
import type { PendingRequest, ProxyMemory } from './memory.ts';
import { sendOn, sendPage } from './page.ts';

export interface Journey {
  readonly part: ProxyMode;
  readonly url: string;
  readonly issuer: string;
  readonly callbackUrl: string;
  readonly memory: ProxyMemory;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The resource the provider is told (RFC 8707), where it knows such a thing. */
  readonly resource: string | undefined;
}

/**
 * Milliseconds within which nobody has read the page. An Allow so early was meant for something else
 * that was on the screen a moment before: the page is shown again. Deny counts at once.
 */
const glance = 1000;

/** What a person has decided on the consent page. */
export function decided(journey: Journey): RequestHandler[] {
  const { url, memory, part, clock } = journey;
  return [
    express.urlencoded({ extended: false, limit: '4kb' }),
    (req, res) => {
      const { ticket: given, decision } = (req.body ?? {}) as Record<string, unknown>;
      const ticket = textOf(given);
      const pending = pendingOf(req, journey, memory.undecided, ticket);
      if (!pending || !isFromHere(req, url)) return expired(res);
      if (decision === 'allow' && clock() - pending.shownAt < glance) {
        const { client_name: name } = memory.clients.get(pending.clientId) ?? {};
        return sendPage(res, consentPage({ ticket, pending, name, part }));
      }
      memory.undecided.delete(ticket);
      const { upstreamCode, browser } = pending;
      if (decision === 'allow' && upstreamCode === undefined) {
        const target = providerUrl(journey, pending);
        return sendOn(res, `Going on to ${target.host}`, target.href);
      }
      takeSecret(res, url, browser);
      if (decision !== 'allow' || upstreamCode === undefined) {
        return sendError(res, pending, journey, { error: 'access_denied', decided: true });
      }
      sendOn(res, 'Going back to the app', codeUrl(journey, pending, upstreamCode));
    },
  ];
}

/**
 * Where the provider sends the person back to. The one who said yes may have begun in a browser of his
 * own and planted his cookie in this one: where that can be, the person is asked here, and no code
 * leaves before.
 */
export function returned(journey: Journey): RequestHandler {
  const { memory } = journey;
  return (req, res) => {
    const { code, error } = req.query;
    const state = textOf(req.query['state']);
    const pending = pendingOf(req, journey, memory.atProvider, state);
    if (!pending) return expired(res);
    memory.atProvider.delete(state);
    takeSecret(res, journey.url, pending.browser);
    if (typeof code !== 'string' || code === '') {
      // Nobody has decided that a provider fails.
      const denied = error === 'access_denied';
      const reason = denied ? 'access_denied' : 'server_error';
      return sendError(res, pending, journey, { error: reason, decided: denied });
    }
    if (isPlantable(journey.url)) return askPerson(res, journey, pending, code);
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    res.redirect(codeUrl(journey, pending, code));
  };
}

/** Where the provider asks the person, for what comes back under a `state` of its own. */
function providerUrl(journey: Journey, pending: PendingRequest): URL {
  const state = randomBytes(32).toString('base64url');
  journey.memory.atProvider.set(state, pending);
  const target = new URL(journey.part.authorizationUrl);
  const parameters: Record<string, string | undefined> = {
    client_id: journey.part.clientId,
    response_type: 'code',
    redirect_uri: journey.callbackUrl,
    // The client's own, so that the provider too gives the tokens to nobody else.
    code_challenge: pending.codeChallenge,
    code_challenge_method: 'S256',
    scope: pending.scopes.join(' ') || undefined,
    resource: journey.resource,
    state,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) target.searchParams.set(name, value);
  }
  return target;
}

/** The authorization response, with a code of ours that stands for the provider's. */
function codeUrl(journey: Journey, pending: PendingRequest, upstreamCode: string): string {
  const { browser: _, shownAt: __, ...request } = pending;
  const ours = randomBytes(32).toString('base64url');
  journey.memory.codes.set(ours, { ...request, upstreamCode });
  return responseUrl(pending, journey, { code: ours });
}

/** What was sent twice, or as something else, is nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Each step is for the browser that the first was taken in, and can be taken once. */
function pendingOf(
  req: Request,
  { url }: Journey,
  entries: ProxyMemory['undecided'],
  key: string,
): PendingRequest | undefined {
  const pending = entries.get(key);
  return pending && isSameBrowser(req, url, pending.browser) ? pending : undefined;
}

/**
 * Browsers say where a form was, in one header or the other; of a page without referrer the Origin
 * is `null`. Programs, which cannot be tricked into a form, say nothing.
 */
function isFromHere({ headers }: Request, url: string): boolean {
  const site = headers['sec-fetch-site'] ?? 'same-origin';
  const { origin = 'null' } = headers;
  return site === 'same-origin' && ['null', new URL(url).origin].includes(origin);
}

function expired(res: Response): void {
  sendPage(res, {
    title: 'Start again',
    status: 400,
    body:
      '<p>This step was taken already, waited too long, or was begun in another browser. ' +
      'Start connecting again from your app.</p>',
  });
}
