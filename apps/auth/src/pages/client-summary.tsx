import { displayName, initialOf, type RedirectDestination } from '@gatehouse/display';
import { Sign } from '@gatehouse/look/components';
import { webHref } from './text/links.ts';
import { useWords } from './words/in-words.ts';
import type { Words } from './words/words.ts';

/** What a page shows about the program that asks for access. */
export type ClientSummary = ShownClient & (RegisteredClient | DocumentClient);

interface RegisteredClient {
  /**
   * How far the client is known. In this order: added by the operator; added by the operator, but any
   * program on the computer can pretend to be it; self-registered, but only the website that it names
   * can receive the answer; self-registered, and nothing about it is certain.
   */
  readonly verified: 'operator' | 'operator-unproven' | 'https-redirect' | 'unverified';
}

/** A client whose id is the address of a document. */
interface DocumentClient {
  /**
   * In this order: only the website of its document can receive the answer; only another website can;
   * any program on the computer can pretend to be it.
   */
  readonly verified: 'document' | 'document-elsewhere' | 'document-unproven';
  /** where its document is, in ASCII */
  readonly host: string;
}

interface ShownClient {
  /** as the client registered it; pages make it safe to show */
  readonly name: string;
  /** where the answer to this request goes */
  readonly redirect: RedirectDestination;
  /** its home page as registered */
  readonly clientUri?: string;
}

/** What a page makes of how far a client is known: the variants of the consent page. */
export type ClientStanding = 'domain' | 'operator' | 'local' | 'site';

/**
 * - `domain`: its document is at the site that receives the answer;
 * - `operator`: the operator added it, and nobody else can pass for it;
 * - `local`: a program or an app on the user's device is answered, and any can pass for it;
 * - `site`: a web site is answered, of which only its own word is known.
 */
export function standingOf({ verified }: Pick<ClientSummary, 'verified'>): ClientStanding {
  switch (verified) {
    case 'document':
      return 'domain';
    case 'operator':
      return 'operator';
    case 'operator-unproven':
    case 'unverified':
    case 'document-unproven':
      return 'local';
    case 'https-redirect':
    case 'document-elsewhere':
      return 'site';
  }
}

/** The client's name, safe to show. */
export function clientName(client: ClientSummary, words: Words): string {
  return displayName(client.name, words.client.withoutName);
}

/** The name in a sentence: in quotes where nobody vouches for it. */
export function ShownName({ client }: { readonly client: ClientSummary }) {
  const words = useWords();
  const app = <bdi>{clientName(client, words)}</bdi>;
  return <>{standingOf(client) === 'site' ? words.consent.quoted({ app }) : app}</>;
}

/** The host that is answered; of an app on this device, what stands for it. */
export function siteOf({ redirect }: ClientSummary): string {
  return redirect.kind === 'custom-scheme' ? `${redirect.scheme}:` : redirect.host;
}

/** Where an answer goes, as part of a sentence. */
export function destinationInWords(destination: RedirectDestination, words: Words): string {
  switch (destination.kind) {
    case 'https':
      return destination.host;
    case 'loopback':
      return words.destination.program({ host: destination.host });
    case 'custom-scheme':
      return words.destination.app({ scheme: destination.scheme });
  }
}

/** Shows which client asks, and how far it is known. */
export function ClientIdentity({ client }: { readonly client: ClientSummary }) {
  const name = clientName(client, useWords());
  // A self-registered client could name somebody else's home page, to look trustworthy.
  const HomePage = client.verified === 'operator' ? webHref(client.clientUri) : undefined;
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
        {HomePage !== undefined && (
          <p class="quiet">
            <a href={HomePage} rel="noopener noreferrer" target="_blank">
              {new URL(HomePage).host}
            </a>
          </p>
        )}
      </div>
    </div>
  );
}

function VerificationBadge({ verified }: Pick<ClientSummary, 'verified'>) {
  const words = useWords().client;
  switch (verified) {
    case 'operator':
      return (
        <span class="badge">
          <Sign name="check" />
          {words.known}
        </span>
      );
    case 'https-redirect':
    case 'document':
    case 'document-elsewhere':
      return <span class="badge">{words.nameNotVerified}</span>;
    case 'operator-unproven':
    case 'unverified':
    case 'document-unproven':
      return (
        <span class="badge badge-care">
          <Sign name="caution" />
          {words.notVerified}
        </span>
      );
  }
}

function Verification(client: ClientSummary) {
  const { verified, redirect } = client;
  const words = useWords().client;
  if ('host' in client) return <DocumentVerification {...client} />;
  if (verified === 'operator') return <>{words.addedByOperator}</>;
  if (verified === 'operator-unproven') return <>{words.addedButUnproven}</>;
  if (verified === 'unverified' || redirect.kind !== 'https') return <>{words.registeredItself}</>;
  return <>{words.registeredItselfAt({ host: <strong>{redirect.host}</strong> })}</>;
}

/** The host of the document and that of the answer weigh as much as the name that the document chose. */
function DocumentVerification({ verified, host, redirect }: ShownClient & DocumentClient) {
  const words = useWords().client;
  const site = <strong>{host}</strong>;
  if (verified === 'document-unproven' || redirect.kind !== 'https')
    return <>{words.describedBut({ site })}</>;
  const answered = <strong>{redirect.host}</strong>;
  return verified === 'document' ? (
    <>{words.describedAt({ site, answered })}</>
  ) : (
    <>{words.describedElsewhere({ site, answered })}</>
  );
}
