import { claimedName, destinationOf, displayName, displaySentence } from '@gatehouse/display';
import { Fact, Facts, Fold, Host, Note, Term } from '@gatehouse/look/components';
import { CONSENT_PATH } from '../paths.ts';
import { Document } from './document.tsx';
import { AppName, Parties, type ShownClient, type ShownServer } from './parties.tsx';
import { Permissions, type ProviderKind, SumOfKinds } from './permissions.tsx';
import { useWords } from './setting.tsx';

export interface ConsentPageProps {
  /** identifies the request in the form; it is only in this page */
  readonly ticket: string;
  readonly client: ShownClient & { readonly id: string };
  readonly server: ShownServer;
  /** the host at which people sign in, and what it is */
  readonly provider: string;
  readonly kind: ProviderKind;
  readonly scopes: readonly string[];
  /** whether the user has been at the provider */
  readonly isBack: boolean;
  /** *Allow* came before anybody can have read the page */
  readonly isTooSoon?: boolean;
}

/**
 * Asks whether a client may get a token, before the user is sent to the provider. On loopback, where
 * this does not prove which browser it was, it asks a second time after the provider has answered.
 */
export function ConsentPage(props: ConsentPageProps) {
  const { ticket, client, server, provider, kind, scopes, isBack } = props;
  const { consent, parties } = useWords();
  const app = <AppName {...client} />;
  const isSite = destinationOf(client.redirectUri).kind === 'https';
  const title = isBack
    ? consent.titleAgain
    : isSite
      ? consent.titleOfSite
      : consent.title({ app: claimedName(client.name, parties.withoutName) });
  const shownServer = <bdi>{displayName(server.name, server.url)}</bdi>;
  return (
    <Document title={title}>
      <form class="sheet two" method="post" action={CONSENT_PATH} autocomplete="off">
        <input type="hidden" name="ticket" value={ticket} />
        <div class="who">
          <h1>
            {isBack ? consent.headingAgain({ app }) : consent.heading({ app, server: shownServer })}
          </h1>
          <Parties client={client} server={server} provider={provider} isBack={isBack} />
        </div>
        <What {...props} />
        <div class="actions">
          <SumOfKinds scopes={scopes} kind={kind} />
          {/* Deny comes first, because Enter presses the first button of a form. */}
          <button type="submit" name="decision" value="deny" class="button">
            {consent.deny}
          </button>
          <button
            type="submit"
            name="decision"
            value="allow"
            class="button button-main button-wary"
          >
            <span>{consent.allow({ server: shownServer })}</span>
          </button>
        </div>
        <Details {...props} />
      </form>
    </Document>
  );
}

function What({ client, provider, kind, scopes, isBack, isTooSoon }: ConsentPageProps) {
  const { consent } = useWords();
  const to = destinationOf(client.redirectUri);
  return (
    <div class="what">
      {isTooSoon && (
        <Note role="status">
          <p>{consent.tooSoon}</p>
        </Note>
      )}
      {isBack && <p class="lede">{consent.again}</p>}
      {to.kind === 'https' ? (
        <Note tone="care" sign="caution">
          <h2>{consent.caution.title({ site: <Host host={to.host} /> })}</h2>
          <p>{consent.caution.text}</p>
        </Note>
      ) : (
        !isBack && <p class="lede">{consent.didYouStart}</p>
      )}
      <Permissions scopes={scopes} provider={provider} kind={kind} />
      <Term sign="clock">
        {consent.term({ host: <Host host={provider} /> })} {consent.askedEachTime}
      </Term>
    </div>
  );
}

function Details({ client, server, scopes }: ConsentPageProps) {
  const { technical } = useWords();
  return (
    <div class="tech">
      <Fold summary={technical.details}>
        <Facts>
          <Fact label={technical.server}>
            <code>{displaySentence(server.url)}</code>
          </Fact>
          <Fact label={technical.answer}>
            <code>{displaySentence(client.redirectUri)}</code>
          </Fact>
          <Fact label={technical.clientId}>
            <code>{displaySentence(client.id)}</code>
          </Fact>
          {scopes.length > 0 && (
            <Fact label={technical.scopes}>
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
