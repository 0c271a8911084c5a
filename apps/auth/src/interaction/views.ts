import type { Response } from 'express';
import type { FailedSignIn, NotAdmitted } from '../federation/outcomes.ts';
import { HandOffPage } from '../pages/pages.ts';
import type { InteractionContext } from './steps.ts';
import { sendPage } from '../http/sending/send-page.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { FormTokens } from '../session/form-tokens.ts';
import { sendLogin, sendNotAdmitted, type SignInPages } from '../session/sign-in-pages.ts';

/** What the pages of a sign-in are made with. */
export interface SignInViews extends SignInPages {
  readonly formTokens: FormTokens;
}

/** The page with one button for each provider; after a failed attempt it says what happened. */
export function renderLogin(
  views: SignInViews,
  { uid, summary: client }: InteractionContext,
  res: Response,
  failed?: FailedSignIn,
): void {
  const csrf = views.formTokens.issue(res, { form: 'interaction', uid });
  const action = addressOf(ENDPOINTS.login, { uid });
  // What came of a sign-in is told once.
  const at = failed === undefined ? { at: addressOf(ENDPOINTS.interaction, { uid }) } : undefined;
  sendLogin(views, res, { client, action, csrf, failed, inAuthorizationFlow: true, ...at });
}

/** Signed in upstream, but not on the operator's list. */
export function renderNotAdmitted(
  views: SignInViews,
  { uid, summary }: InteractionContext,
  res: Response,
  refused: NotAdmitted,
): void {
  sendNotAdmitted(views, res, refused, {
    clientName: summary.name,
    csrf: views.formTokens.issue(res, { form: 'interaction', uid }),
    switchAccountAction: addressOf(ENDPOINTS.switchUser, { uid }),
    returnAction: addressOf(ENDPOINTS.cancel, { uid }),
    inAuthorizationFlow: true,
  });
}

/** On to the resume address, from where the answer goes to the client. */
export function renderHandOffToClient(
  { summary }: InteractionContext,
  res: Response,
  target: string,
): void {
  const to = { kind: 'app', name: summary.name } as const;
  sendPage(res, HandOffPage, { target, to }, { inAuthorizationFlow: true });
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
  const to = { kind: 'declined', redirect: summary.redirect, told } as const;
  sendPage(res, HandOffPage, { target, to }, { inAuthorizationFlow: true });
}
