import type { Response } from 'express';
import { consentRequest } from '../consent/consent-request.ts';
import { pendingConsent } from '../consent/decision.ts';
import type { FirstShown } from '../consent/first-shown.ts';
import { ConsentPage } from '../pages/pages.ts';
import type { ScopeJudge } from '../federation/scope-judge.ts';
import { HttpError } from '../http/sending/errors.ts';
import type { InteractionContext } from './steps.ts';
import { sendPage } from '../http/sending/send-page.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { Storage } from '../storage/storage.ts';
import type { FormTokens } from '../session/form-tokens.ts';

/** What the consent page is made with. */
export interface ConsentView {
  readonly storage: Storage;
  readonly formTokens: FormTokens;
  readonly firstShown: FirstShown;
  /** seconds from the page to the first *Allow* that counts */
  readonly consentPause: number;
  /** undefined where every user may have every scope */
  readonly scopeJudge?: ScopeJudge | undefined;
}

/** *Allow* did not count, and the page is shown again. */
export interface NotCounted {
  /** scopes that were ticked, and are again */
  readonly ticked: readonly string[];
  /** nobody can have read the page; or the client has changed its looks since the page was made */
  readonly because: 'too-soon' | 'changed';
}

/** Asks the user: who wants what, at which resource, and where the answer goes. */
export async function renderConsent(
  { storage, formTokens, firstShown, consentPause, scopeJudge }: ConsentView,
  { uid, interaction, client, summary }: InteractionContext,
  res: Response,
  pressed?: NotCounted,
): Promise<void> {
  const pending = pendingConsent(interaction, client);
  const found = pending && (await storage.users.find(pending.userId));
  if (pending === undefined || found === undefined)
    throw new HttpError('stale_interaction', 'no_pending_consent');
  const { resource, scopes, changed, unavailable, brings } = await consentRequest(
    storage,
    pending,
    scopeJudge,
  );
  const { name, username, email } = found.user;
  const { token: csrf, secret } = formTokens.issueWithSecret(res, { form: 'interaction', uid });
  if (consentPause > 0) await firstShown.note({ uid, shown: pending.shown }, secret);
  const props = {
    client: summary,
    ...(resource && { resource: { name: resource.name, uri: resource.resource } }),
    scopes: scopes.map((scope) => ({
      ...scope,
      checked: scope.optional
        ? (pressed?.ticked.includes(scope.name) ?? scope.checked)
        : scope.checked,
    })),
    unavailable,
    brings,
    identityScopes: pending.openidScopes,
    user: {
      ...(name !== null && { name }),
      ...(username !== null && { username }),
      ...(email !== null && { email }),
    },
    action: addressOf(ENDPOINTS.consent, { uid }),
    csrf,
    shown: pending.shown,
    ...(changed && { changed }),
    ...(pressed && { notCounted: pressed.because }),
    switchUserAction: addressOf(ENDPOINTS.switchUser, { uid }),
  };
  // A page that is shown again keeps the ticks that it was posted with.
  const at = pressed === undefined ? addressOf(ENDPOINTS.interaction, { uid }) : undefined;
  sendPage(res, ConsentPage, props, { inAuthorizationFlow: true, at });
}
