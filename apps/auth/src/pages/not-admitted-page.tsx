import { displayName, initialOf } from '@gatehouse/display';
import { StatusMark, Tile } from '@gatehouse/look/components';
import { AskForAccess } from './ask-for-access.tsx';
import { Document } from './document.tsx';
import { Form } from './form.tsx';
import type { ShownResource } from './parties.tsx';
import { Reference } from './reference.tsx';
import { useWords } from './words/in-words.ts';

export interface NotAdmittedPageProps {
  /** an address or a login, as the person knows the account; empty where neither is known */
  readonly account: string;
  /** the upstream provider's name, “GitHub” */
  readonly provider: string;
  /** what the app wanted to be connected to */
  readonly resource?: ShownResource | undefined;
  readonly csrf: string;
  /** receives `csrf` to choose another account */
  readonly switchAccountAction: string;
  /** receives `csrf` and `decision=deny` to end what an app has begun; absent where none has */
  readonly giveUpAction?: string;
  /** see the error page's */
  readonly reference?: string;
}

/** For a user who signed in upstream, but whom the operator does not admit (status 403). */
export function NotAdmittedPage(props: NotAdmittedPageProps) {
  const { provider, resource, csrf, switchAccountAction, giveUpAction, reference } = props;
  const { notAdmitted } = useWords().signIn;
  const account = displayName(props.account, '') || undefined;
  const server = displayName(resource?.name, '') || undefined;
  return (
    <Document title={notAdmitted.title} width="narrow">
      <div class="sheet pad">
        <StatusMark person="bad" second="cut" glyph={{ at: 'person', is: 'wrong' }} />
        <div class="stack">
          <h1>{notAdmitted.title}</h1>
          <p class="lede">
            {server === undefined
              ? notAdmitted.messageHere({ provider })
              : notAdmitted.message({ provider, server: <bdi>{server}</bdi> })}{' '}
            {giveUpAction !== undefined && notAdmitted.nothingShared}
          </p>
        </div>
        {account !== undefined && (
          <div class="party party-middle">
            <Tile shape="person">{initialOf(account)}</Tile>
            <div>
              <strong>
                <bdi>{account}</bdi>
              </strong>
              <p class="quiet">{notAdmitted.withProvider({ provider })}</p>
            </div>
          </div>
        )}
        <div class="stack">
          <AskForAccess
            account={account}
            provider={provider}
            server={server}
            reference={reference}
          />
          <Form action={switchAccountAction} csrf={csrf}>
            <button type="submit" class="button button-wide">
              {notAdmitted.anotherAccount}
            </button>
          </Form>
          {giveUpAction !== undefined && (
            <Form action={giveUpAction} csrf={csrf}>
              <button type="submit" name="decision" value="deny" class="link">
                {notAdmitted.giveUp}
              </button>
            </Form>
          )}
        </div>
        <Reference text={reference} />
      </div>
    </Document>
  );
}
