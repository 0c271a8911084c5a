import { Document, renderPage } from './document.tsx';
import { Form } from './form.tsx';
import { Account, type ShownUser } from './user.tsx';
import { displayName } from '@gatehouse/display';
import { Reference } from './reference.tsx';

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
export function notAdmittedPage(props: NotAdmittedPageProps): string {
  const { user, provider, clientName, csrf, switchAccountAction, returnAction, reference } = props;
  return renderPage(
    <Document title="This account has no access">
      <div class="card">
        <div class="opening">
          <h1>This account has no access</h1>
          <p>
            You signed in with {provider}, but the operator of this server has not admitted this
            account.
          </p>
        </div>
        <Account user={user} caption={`Your ${provider} account`} />
        <section class="section" aria-labelledby="what-to-do">
          <h2 id="what-to-do">What you can do</h2>
          <ul class="steps">
            <li>Use another account, if you have one that the operator knows.</li>
            <li>
              Ask the operator of this server to admit this one
              {reference !== undefined && ', with the reference below'}.
            </li>
          </ul>
        </section>
        {csrf !== undefined && (
          <div class="buttons">
            {switchAccountAction !== undefined && (
              <Form action={switchAccountAction} csrf={csrf}>
                <button type="submit" class="button button-accent">
                  Use another account
                </button>
              </Form>
            )}
            {returnAction !== undefined && (
              <Form action={returnAction} csrf={csrf}>
                <button type="submit" name="decision" value="deny" class="button button-plain">
                  <span>
                    Return to <bdi>{displayName(clientName, 'your app')}</bdi>
                  </span>
                </button>
              </Form>
            )}
          </div>
        )}
        <Reference text={reference} />
      </div>
    </Document>,
  );
}
