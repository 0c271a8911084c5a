import type { Response } from 'express';
import type { FailedSignIn, NotAdmitted } from '../federation/outcomes.ts';
import type { InteractionContext } from './steps.ts';
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
