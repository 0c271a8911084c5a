import { Document, renderPage } from './document.tsx';
import { displayName } from './text/display-text.ts';

/** The id that the library gives its logout form; buttons outside it refer to it. */
const LOGOUT_FORM = 'op.logoutForm';

export interface SignOutPageProps {
  /** the form as the library wrote it, with its own token: embedded as it stands */
  readonly formHtml: string;
  /** the app that asked to sign the person out, where it said who it is */
  readonly clientName?: string;
}

/**
 * Asks before signing out (OpenID Connect RP-Initiated Logout §2). The library ends the asking
 * app's own access in either case, so the page does not call the second choice “cancel”.
 */
export function signOutPage({ formHtml, clientName }: SignOutPageProps): string {
  const app = displayName(clientName, 'An app');
  return renderPage(
    <Document title="Sign out?">
      <div class="card">
        <div class="opening">
          <h1>Sign out?</h1>
          <p>
            {clientName === undefined ? (
              'You are signed in on this server.'
            ) : (
              <>
                <bdi>{app}</bdi> asks to sign you out of this server. If you stay signed in, only{' '}
                <bdi>{app}</bdi> is signed out.
              </>
            )}
          </p>
        </div>
        <div class="form-of-buttons" dangerouslySetInnerHTML={{ __html: formHtml }} />
        <div class="buttons">
          <button
            type="submit"
            form={LOGOUT_FORM}
            name="logout"
            value="yes"
            class="button button-accent"
          >
            Sign out
          </button>
          <button type="submit" form={LOGOUT_FORM} class="button button-plain">
            Stay signed in
          </button>
        </div>
      </div>
    </Document>,
  );
}

export interface SignedOutPageProps {
  readonly clientName?: string;
}

/** Shown where an app did not name a page of its own to return to. */
export function signedOutPage({ clientName }: SignedOutPageProps): string {
  return renderPage(
    <Document title="Signed out">
      <div class="card">
        <div class="opening">
          <h1>Signed out</h1>
          <p>
            {clientName === undefined ? (
              'You are signed out of this server.'
            ) : (
              <>
                You are signed out of <bdi>{displayName(clientName, 'the app')}</bdi>.
              </>
            )}{' '}
            You can close this window.
          </p>
        </div>
        <p class="small-print">
          You may still be signed in at GitHub or Google. On a shared computer, sign out there too.
        </p>
      </div>
    </Document>,
  );
}
