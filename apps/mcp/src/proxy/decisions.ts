import { randomBytes } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';

import type { ProxyMode } from '../modes/proxy.ts';
import { isSameBrowser } from './browser.ts';
import { type PendingRequest, type ProxyMemory, take } from './memory.ts';
import { sendOn, sendPage } from './page.ts';

export interface Journey {
  readonly part: ProxyMode;
  readonly url: string;
  readonly issuer: string;
  readonly callbackUrl: string;
  readonly memory: ProxyMemory;
  /** The resource the provider is told (RFC 8707), where it knows such a thing. */
  readonly resource: string | undefined;
}

/** What a person has decided on the consent page. */
export function decided(journey: Journey): RequestHandler[] {
  const { url, memory, part } = journey;
  return [
    express.urlencoded({ extended: false, limit: '4kb' }),
    (req, res) => {
      const { ticket, decision } = (req.body ?? {}) as Record<string, unknown>;
      const pending = pendingOf(req, journey, memory.undecided, ticket);
      if (!pending || !isFromHere(req, url)) return expired(res);
      if (decision !== 'allow') {
        sendOn(res, 'Nothing was shared', answer(pending, journey, { error: 'access_denied' }));
        return;
      }
      const state = randomBytes(32).toString('base64url');
      memory.atProvider.set(state, pending);
      const target = new URL(part.authorizationUrl);
      const parameters: Record<string, string | undefined> = {
        client_id: part.clientId,
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
      sendOn(res, `Going on to ${target.host}`, target.href);
    },
  ];
}

/** Where the provider sends the person back to. */
export function returned(journey: Journey): RequestHandler {
  const { memory } = journey;
  return (req, res) => {
    const { state, code, error } = req.query;
    const pending = pendingOf(req, journey, memory.atProvider, state);
    if (!pending) return expired(res);
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    if (typeof code !== 'string' || code === '') {
      const reason = error === 'access_denied' ? 'access_denied' : 'server_error';
      res.redirect(answer(pending, journey, { error: reason }));
      return;
    }
    const { browser: _, ...request } = pending;
    const ours = randomBytes(32).toString('base64url');
    memory.codes.set(ours, { ...request, upstreamCode: code });
    res.redirect(answer(pending, journey, { code: ours }));
  };
}

/** Each step can be taken once, and by the browser that the first was taken in. */
function pendingOf(
  req: Request,
  { url }: Journey,
  entries: ProxyMemory['undecided'],
  key: unknown,
): PendingRequest | undefined {
  if (typeof key !== 'string') return undefined;
  const pending = entries.get(key);
  if (!pending || !isSameBrowser(req, url, pending.browser)) return undefined;
  return take(entries, key);
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

/** The authorization response, with the issuer (RFC 9207 §2). */
function answer(
  { redirectUri, state }: PendingRequest,
  { issuer }: Journey,
  outcome: Readonly<Record<string, string>>,
): string {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(outcome)) target.searchParams.set(name, value);
  if (state !== undefined) target.searchParams.set('state', state);
  target.searchParams.set('iss', issuer);
  return target.href;
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
