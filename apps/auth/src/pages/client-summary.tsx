import { claimedName, type RedirectDestination } from '@gatehouse/display';
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
  return claimedName(client.name, words.client.withoutName);
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
