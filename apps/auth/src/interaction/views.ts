import { destinationInWords } from '@gatehouse/display';
import type { Response } from 'express';
import type { Connector } from '../upstream/connector.ts';
import type { SignInOutcome } from '../federation/sign-in.ts';
import { reasonOfSignIn } from '../http/references/incident.ts';
import type { Refer } from '../http/references/references.ts';
import {
  handOffPage,
  loginPage,
  notAdmittedPage,
  type SignInNotice,
  signInNotice,
} from '../pages/pages.ts';
import type { InteractionContext } from './steps.ts';
import { sendPage } from '../http/sending/send-page.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { FormTokens } from './form-tokens.ts';

type Failed = Extract<SignInOutcome, { outcome: 'failed' }>;
type NotAdmitted = Extract<SignInOutcome, { outcome: 'not-admitted' }>;

/** What the pages of a sign-in are made with. */
export interface SignInViews {
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly formTokens: FormTokens;
  readonly refer: Refer;
}

/** The page with one button for each provider; after a failed attempt it says what happened. */
export function renderLogin(
  { connectors, formTokens, refer }: SignInViews,
  { uid, summary }: InteractionContext,
  res: Response,
  failed?: Failed,
): void {
  const providers = [...connectors.values()];
  const notice =
    failed && signInNotice(failed.code, connectors.get(failed.provider)?.label ?? 'The provider');
  const reference = failed && notice && referenceOf(failed, notice, res, refer);
  const page = loginPage({
    client: summary,
    providers: providers.map(({ provider: id, label, mark, emulated }) => ({
      id,
      label,
      mark,
      emulated,
    })),
    action: addressOf(ENDPOINTS.login, { uid }),
    csrf: formTokens.issue(res, uid),
    ...(reference !== undefined && { reference }),
    ...(notice && { notice: notice.text }),
  });
  sendPage(res, page, { inAuthorizationFlow: true, ...(notice && { status: notice.status }) });
}

/** Signed in upstream, but not on the operator's list. */
export function renderNotAdmitted(
  { connectors, formTokens, refer }: SignInViews,
  { uid, summary }: InteractionContext,
  res: Response,
  { as, provider, subject, refusal }: NotAdmitted,
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
    user: { username: as },
    provider: connectors.get(provider)?.label ?? provider,
    clientName: summary.name,
    csrf: formTokens.issue(res, uid),
    switchAccountAction: addressOf(ENDPOINTS.switchUser, { uid }),
    returnAction: addressOf(ENDPOINTS.cancel, { uid }),
    ...(reference !== undefined && { reference }),
  });
  sendPage(res, page, { status: 403, inAuthorizationFlow: true });
}

/** On to an identity provider: the address carries a state, never a code. */
export function renderHandOffToProvider(res: Response, target: string, label: string): void {
  const page = handOffPage({
    target,
    title: `Taking you to ${label}`,
    message: 'You sign in there and come back here.',
    destination: label,
  });
  sendPage(res, page, { inAuthorizationFlow: true });
}

/** On to the resume address, from where the answer goes to the client. */
export function renderHandOffToClient(
  { summary }: InteractionContext,
  res: Response,
  target: string,
): void {
  const page = handOffPage({
    target,
    title: 'Taking you back',
    message: 'Your answer is on its way to the app.',
    destination: summary.name,
    opensApp: true,
  });
  sendPage(res, page, { inAuthorizationFlow: true });
}

/**
 * On from a no. @param told whether the app is told at once; otherwise the page comes next that leaves
 * it to the user (provider/authorization/error-responses.ts)
 */
export function renderHandOffAfterNo(
  { summary }: InteractionContext,
  res: Response,
  target: string,
  told: boolean,
): void {
  const place = destinationInWords(summary.redirect);
  const words = told
    ? { message: 'The app is told that you said no, and nothing else.', destination: place }
    : {
        message: `You are asked before anything leads you on to ${place}.`,
        destination: 'the next page',
      };
  const page = handOffPage({ target, title: 'Nothing was shared', ...words, opensApp: told });
  sendPage(res, page, { inAuthorizationFlow: true });
}

/** What the operator finds in the log. */
function referenceOf(
  { code, provider, causeId }: Failed,
  { status }: SignInNotice,
  res: Response,
  refer: Refer,
) {
  const reason = reasonOfSignIn(code);
  return reason && refer(res, { reason, error: code, status, provider, causeId });
}
