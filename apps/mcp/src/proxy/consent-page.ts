import {
  destinationInWords,
  destinationOf,
  displayName,
  displaySentence,
  type RedirectDestination,
} from '@gatehouse/display';

import type { ProxyMode } from '../modes/proxy.ts';
import type { PendingRequest } from './memory.ts';
import { escape, type ProxyPage } from './page.ts';

export interface ConsentPageOptions {
  /** Identifies the request in the form. It is only in this page. */
  readonly ticket: string;
  readonly pending: PendingRequest;
  /** The name that the client has registered. Nobody checks it. */
  readonly name: string | undefined;
  readonly mode: Pick<ProxyMode, 'authorizationUrl'>;
}

/**
 * Asks whether a client may get a token, before the user is sent to the provider. On loopback, where
 * this does not prove which browser it was, it asks a second time after the provider has answered.
 */
export function consentPage({ ticket, pending, mode, ...client }: ConsentPageOptions): ProxyPage {
  const name = displayName(client.name, 'an app without a name');
  const { scopes, redirectUri, upstreamCode } = pending;
  const isBack = upstreamCode !== undefined;
  const { host: provider } = new URL(mode.authorizationUrl);
  const redirect = destinationOf(redirectUri);
  const asked = scopes.map(displaySentence).filter((scope) => scope !== '');
  return {
    title: isBack ? `Finish connecting ${name}?` : `Connect ${name}?`,
    body:
      (isBack ? askedAgain : '') +
      `<p>An app that calls itself <bdi>${escape(name)}</bdi> asks for access in your name. ` +
      `It registered itself and chose this name. Nobody checked it.</p>` +
      `<dl><dt>${isBack ? 'You come from' : 'You sign in at'}</dt><dd>${escape(provider)}</dd>` +
      `<dt>The app asks for</dt><dd>${escape(asked.join(', ') || 'nothing in particular')}</dd>` +
      `<dt>The answer goes to</dt><dd><bdi>${escape(destinationInWords(redirect))}</bdi></dd></dl>` +
      `<p>${caution(redirect)}</p>` +
      `<form method="post" action="/proxy/consent">` +
      `<input type="hidden" name="ticket" value="${escape(ticket)}">` +
      `<button name="decision" value="allow">Allow</button>` +
      `<button name="decision" value="deny">Deny</button></form>`,
  };
}

const askedAgain =
  '<p>The sign-in has worked, and nothing has been shared yet. This server runs on your computer, ' +
  'where any program can begin a sign-in in your browser, so it asks you here before it ends.</p>';

/** What the user can rely on: a host name is certain, but any program may listen on this machine. */
function caution(redirect: RedirectDestination): string {
  return redirect.kind === 'https'
    ? `Allow this only if you trust <strong>${escape(redirect.host)}</strong>.`
    : 'Allow this only if you have just started connecting it yourself.';
}
