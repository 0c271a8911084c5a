import { CautionSign, CheckSign } from './marks/signs.tsx';
import { displayName, initialOf } from './text/display-text.ts';
import { webHref } from './text/links.ts';
import type { RedirectDestination } from './text/redirect-destination.ts';

/** The program that asks for access, as a page needs to know it. */
export interface ClientSummary {
  /** as registered; pages clean it */
  readonly name: string;
  /**
   * How far the client is known: added by the operator; self-registered, but only the website that
   * it names can receive the answer; or self-registered and nothing about it is sure.
   */
  readonly verified: 'operator' | 'https-redirect' | 'unverified';
  /** where this request's answer goes */
  readonly redirect: RedirectDestination;
  /** its home page as registered */
  readonly clientUri?: string;
}

/** The client's name, safe to show. */
export function clientName(client: ClientSummary): string {
  return displayName(client.name, 'An app without a name');
}

/** Who asks, and what is known about it. */
export function ClientIdentity({ client }: { readonly client: ClientSummary }) {
  const name = clientName(client);
  const homePage = trustedHomePage(client);
  return (
    <div class="party">
      <span class="monogram" aria-hidden="true">
        {initialOf(name)}
      </span>
      <div class="party-text">
        <div class="party-name">
          <bdi>{name}</bdi> <VerificationBadge verified={client.verified} />
        </div>
        <p class="quiet">{verificationInWords(client)}</p>
        {homePage !== undefined && (
          <p class="quiet">
            <a href={homePage} rel="noopener noreferrer" target="_blank">
              {new URL(homePage).host}
            </a>
          </p>
        )}
      </div>
    </div>
  );
}

function VerificationBadge({ verified }: Pick<ClientSummary, 'verified'>) {
  switch (verified) {
    case 'operator':
      return (
        <span class="badge">
          <CheckSign />
          Known here
        </span>
      );
    case 'https-redirect':
      return <span class="badge badge-neutral">Registered itself</span>;
    case 'unverified':
      return (
        <span class="badge badge-caution">
          <CautionSign />
          Not verified
        </span>
      );
  }
}

function verificationInWords({ verified, redirect }: ClientSummary): string {
  switch (verified) {
    case 'operator':
      return 'The operator of this server added this app.';
    case 'https-redirect':
      return redirect.kind === 'https'
        ? `It registered itself and chose this name. What is sure: only ${redirect.host} receives the answer.`
        : 'It registered itself and chose this name.';
    case 'unverified':
      return 'It registered itself and chose this name. Nobody has checked it.';
  }
}

/**
 * A self-registered client may name anybody's home page, which would lend it trust: its own is shown
 * only where the answer goes to that very host.
 */
function trustedHomePage({ verified, redirect, clientUri }: ClientSummary): string | undefined {
  const href = webHref(clientUri);
  if (href === undefined || verified === 'operator') return href;
  const own = redirect.kind === 'https' && new URL(href).host === redirect.host;
  return own && verified === 'https-redirect' ? href : undefined;
}
