import {
  destinationOf,
  displayName,
  displaySentence,
  type RedirectDestination,
} from '@gatehouse/display';

import type { ProxyMode } from '../modes/proxy.ts';
import type { PendingRequest } from './memory.ts';
import { destinationInWords, escape, type ProxyPage } from './page.ts';
import type { ConsentWords } from './words.ts';

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
  const { scopes, redirectUri, upstreamCode } = pending;
  const isBack = upstreamCode !== undefined;
  const { host: provider } = new URL(mode.authorizationUrl);
  const asked = scopes.map(displaySentence).filter((scope) => scope !== '');
  return (words) => {
    const { consent } = words;
    const name = displayName(client.name, consent.withoutName);
    return {
      title: isBack ? consent.titleAgain({ app: name }) : consent.title({ app: name }),
      body:
        (isBack ? `<p>${consent.again}</p>` : '') +
        `<p>${consent.who({ app: `<bdi>${escape(name)}</bdi>` })}</p>` +
        `<dl><dt>${isBack ? consent.comeFrom : consent.signInAt}</dt><dd>${escape(provider)}</dd>` +
        `<dt>${consent.asksFor}</dt><dd>${consent.scopes({ scopes: asked.map(escape) })}</dd>` +
        `<dt>${consent.answer}</dt>` +
        `<dd><bdi>${destinationInWords(words, redirectUri)}</bdi></dd></dl>` +
        `<p>${caution(destinationOf(redirectUri), consent)}</p>` +
        `<form method="post" action="/proxy/consent">` +
        `<input type="hidden" name="ticket" value="${escape(ticket)}">` +
        `<button name="decision" value="allow">${consent.allow}</button>` +
        `<button name="decision" value="deny">${consent.deny}</button></form>`,
    };
  };
}

/** What the user can rely on: a host name is certain, but any program may listen on this machine. */
function caution(redirect: RedirectDestination, words: ConsentWords): string {
  return redirect.kind === 'https'
    ? words.ifTrusted({ host: `<strong>${escape(redirect.host)}</strong>` })
    : words.ifBegun;
}
