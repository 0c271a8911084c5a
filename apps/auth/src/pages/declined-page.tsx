import { displayName, displaySentence } from '@gatehouse/display';
import { Fold, Host, Sign, StatusMark } from '@gatehouse/look/components';
import { BackTo } from './back-to.tsx';
import { type ClientSummary, ShownName, siteOf } from './client-summary.tsx';
import { Document } from './document.tsx';
import { Operator } from './operator.tsx';
import { clientHref, forwardTarget } from './text/links.ts';
import { useWords } from './words/in-words.ts';

export interface DeclinedPageProps {
  readonly client: ClientSummary;
  /** what the server is called; absent where the client only asked who the user is */
  readonly server?: string | undefined;
  /** whether *Deny* was pressed, or there was nothing else to press */
  readonly why: 'denied' | 'returned';
  readonly next: AfterNo;
  readonly clientId: string;
}

export type AfterNo =
  /**
   * the browser goes on by itself, to a path on this origin: from there the client is told at once, or the
   * same page comes with a link
   */
  | { readonly kind: 'goes-on'; readonly target: string; readonly told: boolean }
  /** it stays: the client's redirect with the error, for whoever wants to tell it */
  | { readonly kind: 'link'; readonly target: string };

/**
 * Answers *Deny*. A program on this computer waits for the answer and is told; a site that nobody vouches for
 * is told by whoever presses the link, so that no link that begins here leads there by itself.
 *
 * @throws TypeError when the target is not one that a page may lead to
 */
export function DeclinedPage(props: DeclinedPageProps) {
  const { client, server, why, next } = props;
  const { consent } = useWords();
  const { declined } = consent;
  const app = <ShownName client={client} />;
  const forward = next.kind === 'goes-on' ? { forwardTo: forwardTarget(next.target) } : {};
  return (
    <Document title={declined.title} width="narrow" {...forward}>
      <div class="sheet pad">
        <StatusMark first="open" glyph={{ at: 'app', is: 'no' }} />
        <div class="stack">
          <h1>{why === 'denied' ? declined.denied : declined.returned}</h1>
          <p class="lede">
            {server === undefined
              ? declined.noIdentity({ app })
              : declined.noAccess({
                  app,
                  server: <bdi>{displayName(server, consent.someServer)}</bdi>,
                })}{' '}
            {declined.closeTab}
          </p>
        </div>
        <Onward client={client} next={next} />
        <NotStarted {...props} />
      </div>
    </Document>
  );
}

function Onward({ client, next }: Pick<DeclinedPageProps, 'client' | 'next'>) {
  const { connected, declined } = useWords().consent;
  if (next.kind === 'link') {
    return (
      <div class="stack">
        <a class="button button-wide" href={clientHref(next.target)} rel="noreferrer">
          <span>{declined.tell({ host: <Host host={siteOf(client)} /> })}</span>
          <Sign name="arrow" />
        </a>
        <p class="quiet">{declined.tellsOnly}</p>
      </div>
    );
  }
  return (
    <div class="stack">
      <a class="button button-wide" href={forwardTarget(next.target)}>
        {next.told ? <BackTo redirect={client.redirect} /> : <span>{declined.goOn}</span>}
        <Sign name="arrow" />
      </a>
      <p class="quiet">
        {next.told && <>{declined.told} </>}
        {connected.byItself}
      </p>
    </div>
  );
}

function NotStarted({ clientId }: DeclinedPageProps) {
  const { declined } = useWords().consent;
  return (
    <Fold summary={declined.notStarted}>
      <p class="quiet">
        {declined.whatHappened}{' '}
        {declined.report({
          operator: <Operator />,
          clientId: <code>{displaySentence(clientId)}</code>,
        })}
      </p>
    </Fold>
  );
}
