import { displayName } from '@gatehouse/display';
import { Document } from './document.tsx';
import { useWords } from './words/in-words.ts';
import { Form } from './form.tsx';
import { Operator } from './operator.tsx';
import { Reference } from './reference.tsx';
import { Account, type ShownUser } from './user.tsx';

export interface NotAdmittedPageProps {
  /** the user, as the upstream provider describes them */
  readonly user: ShownUser;
  /** the upstream provider's name, “GitHub” */
  readonly provider: string;
  /** the app that waits for an answer */
  readonly clientName?: string;
  readonly csrf?: string;
  /** receives `csrf` to choose another account */
  readonly switchAccountAction?: string;
  /** receives `csrf` and `decision=deny` to tell the app that access was denied */
  readonly returnAction?: string;
  /** see the error page's */
  readonly reference?: string;
}

/** For a user who signed in upstream, but whom the operator does not admit (status 403). */
export function NotAdmittedPage(props: NotAdmittedPageProps) {
  const words = useWords();
  const { user, provider, clientName, csrf, switchAccountAction, returnAction, reference } = props;
  const { notAdmitted } = words.signIn;
  const operator = <Operator />;
  const app = <bdi>{displayName(clientName, words.client.yourApp)}</bdi>;
  return (
    <Document title={notAdmitted.title}>
      <div class="sheet pad">
        <div class="stack">
          <h1>{notAdmitted.title}</h1>
          <p>{notAdmitted.message({ provider })}</p>
        </div>
        <Account user={user} caption={notAdmitted.account({ provider })} />
        <section class="section" aria-labelledby="what-to-do">
          <h2 id="what-to-do">{words.whatToDo}</h2>
          <ul class="steps">
            <li>{notAdmitted.useAnother}</li>
            <li>
              {reference === undefined
                ? notAdmitted.askOperator({ operator })
                : notAdmitted.askOperatorWithReference({ operator })}
            </li>
          </ul>
        </section>
        {csrf !== undefined && (
          <div class="buttons">
            {switchAccountAction !== undefined && (
              <Form action={switchAccountAction} csrf={csrf}>
                <button type="submit" class="button button-main">
                  {notAdmitted.anotherAccount}
                </button>
              </Form>
            )}
            {returnAction !== undefined && (
              <Form action={returnAction} csrf={csrf}>
                <button type="submit" name="decision" value="deny" class="button">
                  <span>{notAdmitted.returnTo({ app })}</span>
                </button>
              </Form>
            )}
          </div>
        )}
        <Reference text={reference} />
      </div>
    </Document>
  );
}
