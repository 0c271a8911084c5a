import { displaySentence } from '@gatehouse/display';
import { Fact, Facts, Fold, Host } from '@gatehouse/look/components';
import type { ClientSummary } from './client-summary.tsx';
import type { ShownResource } from './parties.tsx';
import { webHref } from './text/links.ts';
import { useWords } from './words/in-words.ts';

export interface ConsentDetailsProps {
  readonly client: ClientSummary;
  readonly resource?: ShownResource | undefined;
  /** where the answer goes, as the client sent it */
  readonly redirectUri: string;
  readonly clientId: string;
  /** names of all that is asked for */
  readonly scopes: readonly string[];
}

/** What few people need, and those who do need exactly. */
export function ConsentDetails(props: ConsentDetailsProps) {
  const { client, resource, redirectUri, clientId, scopes } = props;
  const words = useWords().consent.details;
  // A self-registered client could name somebody else's home page, to look trustworthy.
  const homePage = client.verified === 'operator' ? webHref(client.clientUri) : undefined;
  return (
    <div class="tech">
      <Fold summary={words.title}>
        <Facts>
          {client.verified === 'document' && (
            <Fact label={words.whyVerified}>
              {words.published({ host: <Host host={client.host} /> })}
            </Fact>
          )}
          {homePage !== undefined && (
            <Fact label={words.homePage}>
              <a href={homePage} rel="noopener noreferrer" target="_blank">
                {new URL(homePage).host}
              </a>
            </Fact>
          )}
          {resource !== undefined && (
            <Fact label={words.server}>
              <code>{displaySentence(resource.uri)}</code>
            </Fact>
          )}
          <Fact label={words.answer}>
            <code>{displaySentence(redirectUri)}</code>
          </Fact>
          <Fact label={words.clientId}>
            <code>{displaySentence(clientId)}</code>
          </Fact>
          {scopes.length > 0 && (
            <Fact label={words.scopes}>
              <ul role="list">
                {scopes.map((scope) => (
                  <li key={scope}>
                    <code>{displaySentence(scope)}</code>
                  </li>
                ))}
              </ul>
            </Fact>
          )}
        </Facts>
      </Fold>
    </div>
  );
}
