import type { Response } from 'express';
import type { FailedSignIn, NotAdmitted } from '../federation/outcomes.ts';
import { reasonOfSignIn } from '../http/references/incident.ts';
import type { Refer } from '../http/references/references.ts';
import { type PageOptions, sendPage } from '../http/sending/send-page.ts';
import {
  type LoginPageProps,
  loginPage,
  type LoginProvider,
  type NotAdmittedPageProps,
  notAdmittedPage,
  type SignInNotice,
  signInNotice,
} from '../pages/pages.ts';
import type { Connector } from '../upstream/connector.ts';

/** What the pages of a sign-in are made with. */
export interface SignInPages {
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly refer: Refer;
}

/** What differs between the pages of a request and those of a page of ours. */
export interface LoginView extends Pick<LoginPageProps, 'client' | 'action' | 'csrf'> {
  readonly inAuthorizationFlow: boolean;
  /** why the user sees the page again */
  readonly failed?: FailedSignIn | undefined;
  /** the same, where it is nothing that the provider did */
  readonly notice?: SignInNotice | undefined;
}

/** The page with one button for each provider; after a failed attempt it says what happened. */
export function sendLogin(
  { connectors, refer }: SignInPages,
  res: Response,
  { failed, notice: given, inAuthorizationFlow, ...view }: LoginView,
): void {
  const notice =
    given ??
    (failed && signInNotice(failed.code, connectors.get(failed.provider)?.label ?? 'The provider'));
  const reference = failed && notice && referenceOf(failed, notice, res, refer);
  const page = loginPage({
    ...view,
    providers: loginProviders(connectors),
    ...(reference !== undefined && { reference }),
    ...(notice && { notice: notice.text }),
  });
  sendPage(res, page, { inAuthorizationFlow, ...(notice && { status: notice.status }) });
}

/** Those that a page has buttons for. */
export function loginProviders(connectors: ReadonlyMap<string, Connector>): LoginProvider[] {
  return [...connectors.values()].map(({ provider: id, label, mark, emulated }) => ({
    id,
    label,
    mark,
    emulated,
  }));
}

export type NotAdmittedView = Omit<NotAdmittedPageProps, 'user' | 'provider' | 'reference'> &
  Pick<PageOptions, 'inAuthorizationFlow'>;

/** Signed in upstream, but not on the operator's list. */
export function sendNotAdmitted(
  { connectors, refer }: SignInPages,
  res: Response,
  { as, provider, subject, refusal }: Omit<NotAdmitted, 'outcome'>,
  { inAuthorizationFlow = false, ...view }: NotAdmittedView,
): void {
  const reference = refer(res, {
    reason: 'not_admitted',
    status: 403,
    provider,
    // Some OpenID providers take an address for it, and those are not logged.
    subject: subject?.includes('@') ? undefined : subject,
    refusal,
  });
  const page = notAdmittedPage({
    ...view,
    user: { username: as },
    provider: connectors.get(provider)?.label ?? provider,
    ...(reference !== undefined && { reference }),
  });
  sendPage(res, page, { status: 403, inAuthorizationFlow });
}

/** What the operator finds in the log. */
function referenceOf(
  { code, provider, causeId }: FailedSignIn,
  { status }: SignInNotice,
  res: Response,
  refer: Refer,
) {
  const reason = reasonOfSignIn(code);
  return reason && refer(res, { reason, error: code, status, provider, causeId });
}
