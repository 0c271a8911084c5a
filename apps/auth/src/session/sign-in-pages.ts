import type { Request, Response } from 'express';
import type { FailedSignIn, NotAdmitted } from '../federation/outcomes.ts';
import { reasonOfSignIn } from '../http/references/incident.ts';
import type { Refer } from '../http/references/references.ts';
import { type PageOptions, sendPage } from '../http/sending/send-page.ts';
import {
  type LoginPageProps,
  LoginPage,
  type LoginProvider,
  type NotAdmittedPageProps,
  NotAdmittedPage,
  type SignInAgain,
  STATUS_OF_SIGN_IN_AGAIN,
  statusOfSignInFailure,
} from '../pages/pages.ts';
import type { Connector } from '../upstream/connector.ts';
import type { LastProvider } from './last-provider.ts';

/** What the pages of a sign-in are made with. */
export interface SignInPages {
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly lastProvider: LastProvider;
  readonly refer: Refer;
}

/** What differs between the pages of a request and those of a page of ours. */
export interface LoginView extends Pick<LoginPageProps, 'app' | 'action' | 'csrf' | 'asked'> {
  readonly inAuthorizationFlow: boolean;
  /** the path at which the page can be had again, where it does not say why it is shown */
  readonly at?: string;
  /** why the user sees the page again */
  readonly failed?: FailedSignIn | undefined;
}

/** The page with one button for each provider; after a failed attempt it says what happened. */
export function sendLogin(
  pages: SignInPages,
  res: Response,
  { failed, inAuthorizationFlow, at, ...view }: LoginView,
): void {
  const { connectors, refer } = pages;
  const reference = failed && referenceOf(failed, res, refer);
  const props = {
    ...view,
    providers: loginProviders(pages, res.req),
    ...(reference !== undefined && { reference }),
    ...(failed && {
      failed: { code: failed.code, provider: connectors.get(failed.provider)?.label },
    }),
  };
  const status = statusFor(failed, view.asked);
  sendPage(res, LoginPage, props, { inAuthorizationFlow, status, at });
}

function statusFor(failed?: FailedSignIn, asked?: SignInAgain): number {
  if (failed !== undefined) return statusOfSignInFailure(failed.code);
  return asked === undefined ? 200 : STATUS_OF_SIGN_IN_AGAIN;
}

/** Those that a page has buttons for: first the one that somebody at this browser used last. */
export function loginProviders(
  { connectors, lastProvider }: Pick<SignInPages, 'connectors' | 'lastProvider'>,
  req: Request,
): LoginProvider[] {
  const last = lastProvider.read(req.headers.cookie, connectors);
  return [...connectors.values()]
    .map(({ provider: id, kind, label, emulated }) => ({
      id,
      kind,
      label,
      emulated,
      lastUsed: id === last,
    }))
    .sort((one, other) => Number(other.lastUsed) - Number(one.lastUsed));
}

export type NotAdmittedView = Omit<NotAdmittedPageProps, 'account' | 'provider' | 'reference'> &
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
  const props = {
    ...view,
    account: as,
    provider: connectors.get(provider)?.label ?? provider,
    ...(reference !== undefined && { reference }),
  };
  sendPage(res, NotAdmittedPage, props, { status: 403, inAuthorizationFlow });
}

/** What the operator finds in the log. */
function referenceOf({ code, provider, causeId }: FailedSignIn, res: Response, refer: Refer) {
  const reason = reasonOfSignIn(code);
  return (
    reason &&
    refer(res, { reason, error: code, status: statusOfSignInFailure(code), provider, causeId })
  );
}
