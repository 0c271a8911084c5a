import { escape, type ProxyPage } from './page.ts';

export interface ConsentPageOptions {
  /** What names the request in the form, known to this one page alone. */
  readonly ticket: string;
  /** As the client calls itself: anybody may register under any name. */
  readonly name: string | undefined;
  readonly redirect: string;
  readonly scopes: readonly string[];
  /** The provider's host. */
  readonly provider: string;
}

/** Asks whether a client may have a token, before the provider is asked for it in this server's name. */
export function consentPage(options: ConsentPageOptions): ProxyPage {
  const { ticket, redirect, scopes, provider } = options;
  const name = displayName(options.name);
  return {
    title: `Connect ${name}?`,
    body:
      `<p>An app that calls itself <bdi>${escape(name)}</bdi> asks for access in your name. ` +
      `Anybody can choose that name: go on only if you have just started this yourself.</p>` +
      `<dl><dt>You sign in at</dt><dd>${escape(provider)}</dd>` +
      `<dt>The app asks for</dt><dd>${escape(scopes.join(', ') || 'nothing in particular')}</dd>` +
      `<dt>The answer goes to</dt><dd>${escape(destination(redirect))}</dd></dl>` +
      `<form method="post" action="/proxy/consent">` +
      `<input type="hidden" name="ticket" value="${escape(ticket)}">` +
      `<button name="decision" value="allow">Allow</button>` +
      `<button name="decision" value="deny">Deny</button></form>`,
  };
}

/** Without characters that turn or hide text, and no longer than a line. */
function displayName(name: string | undefined): string {
  const clean = (name ?? '').replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return clean.slice(0, 60).toWellFormed() || 'an app without a name';
}

function destination(redirect: string): string {
  const { protocol, host } = new URL(redirect);
  return /^https?:$/.test(protocol) ? host : `a program on this computer (${protocol})`;
}
