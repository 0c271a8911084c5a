import { CautionSign, CheckSign } from './marks/signs.tsx';
import { displayName, initialOf, type RedirectDestination } from '@gatehouse/display';
import { webHref } from './text/links.ts';

/** What a page shows about the program that asks for access. */
export interface ClientSummary {
  /** as the client registered it; pages make it safe to show */
  readonly name: string;
  /**
   * How far the client is known. In this order: added by the operator; added by the operator, but any
   * program on the computer can pretend to be it; self-registered, but only the website that it names
   * can receive the answer; self-registered, and nothing about it is certain.
   */
  readonly verified: 'operator' | 'operator-unproven' | 'https-redirect' | 'unverified';
  /** where the answer to this request goes */
  readonly redirect: RedirectDestination;
  /** its home page as registered */
  readonly clientUri?: string;
}

/** The client's name, safe to show. */
export function clientName(client: ClientSummary): string {
  return displayName(client.name, 'An app without a name');
}

/** Shows which client asks, and how far it is known. */
export function ClientIdentity({ client }: { readonly client: ClientSummary }) {
  const name = clientName(client);
  // A self-registered client could name somebody else's home page, to look trustworthy.
  const homePage = client.verified === 'operator' ? webHref(client.clientUri) : undefined;
  return (
    <div class="party">
      <span class="monogram" aria-hidden="true">
        {initialOf(name)}
      </span>
      <div class="party-text">
        <div class="party-name">
          <bdi>{name}</bdi> <VerificationBadge verified={client.verified} />
        </div>
        <p class="quiet">
          <Verification {...client} />
        </p>
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
      return <span class="badge badge-neutral">Name not verified</span>;
    case 'operator-unproven':
    case 'unverified':
      return (
        <span class="badge badge-caution">
          <CautionSign />
          Not verified
        </span>
      );
  }
}

function Verification({ verified, redirect }: Pick<ClientSummary, 'verified' | 'redirect'>) {
  if (verified === 'operator') return <>The operator of this server added this app.</>;
  if (verified === 'operator-unproven') {
    return (
      <>
        The operator of this server added an app of this name. Any program on this device can say
        that it is this one.
      </>
    );
  }
  const chosen = 'It registered itself and chose this name.';
  if (verified === 'unverified' || redirect.kind !== 'https')
    return <>{chosen} Nobody checked it.</>;
  return (
    <>
      {chosen} What is sure: only <strong>{redirect.host}</strong> receives the answer.
    </>
  );
}
