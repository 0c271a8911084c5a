import type { Response } from 'express';
import type { FailedSignIn, NotAdmitted } from '../federation/outcomes.ts';
import type { AskingApp } from '../pages/pages.ts';
import type { InteractionContext } from './steps.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { FormTokens } from '../session/form-tokens.ts';
import { sendLogin, sendNotAdmitted, type SignInPages } from '../session/sign-in-pages.ts';
import type { Resources } from '../storage/resources.ts';

/** What the pages of a sign-in are made with. */
export interface SignInViews extends SignInPages {
  readonly formTokens: FormTokens;
  readonly resources: Pick<Resources, 'find'>;
}

/** The page with one button for each provider; after a failed attempt it says what happened. */
export async function renderLogin(
  views: SignInViews,
  context: InteractionContext,
  res: Response,
  failed?: FailedSignIn,
): Promise<void> {
  const { uid } = context;
  const app = await asked(views, context);
  const csrf = views.formTokens.issue(res, { form: 'interaction', uid });
  const action = addressOf(ENDPOINTS.login, { uid });
  // What came of a sign-in is told once.
  const at = failed === undefined ? { at: addressOf(ENDPOINTS.interaction, { uid }) } : undefined;
  sendLogin(views, res, { app, action, csrf, failed, inAuthorizationFlow: true, ...at });
}

/** Signed in upstream, but not on the operator's list. */
export async function renderNotAdmitted(
  views: SignInViews,
  context: InteractionContext,
  res: Response,
  refused: NotAdmitted,
): Promise<void> {
  const { uid } = context;
  const { resource } = await asked(views, context);
  sendNotAdmitted(views, res, refused, {
    resource,
    csrf: views.formTokens.issue(res, { form: 'interaction', uid }),
    switchAccountAction: addressOf(ENDPOINTS.switchUser, { uid }),
    giveUpAction: addressOf(ENDPOINTS.cancel, { uid }),
    inAuthorizationFlow: true,
  });
}

/** The app that waits, and what it wants to be connected to, in the operator's words. */
async function asked(
  { resources }: SignInViews,
  { client, interaction, summary }: InteractionContext,
): Promise<AskingApp> {
  const { resource: identifier, redirect_uri: redirectUri } = interaction.params;
  const found = typeof identifier === 'string' ? await resources.find(identifier) : undefined;
  return {
    summary,
    clientId: client.clientId,
    redirectUri: String(redirectUri),
    ...(found && { resource: { name: found.name, uri: found.resource } }),
  };
}
